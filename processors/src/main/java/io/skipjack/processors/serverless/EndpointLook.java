package io.skipjack.processors.serverless;

import io.skipjack.domain.deployment.Deployment;
import io.skipjack.domain.serverless.EndpointRecord;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** One look at what the store holds and at what is deployed, found by name. */
record EndpointLook(Map<String, Deployment> deployments, Map<String, List<EndpointRecord>> records) {

    static EndpointLook of(Collection<Deployment> deployed, Collection<EndpointRecord> endpoints) {
        Map<String, Deployment> deployments = new TreeMap<>();
        deployed.forEach(deployment -> deployments.put(deployment.name(), deployment));
        Map<String, List<EndpointRecord>> records = new TreeMap<>();
        endpoints.forEach(record -> records.computeIfAbsent(record.id().deployment(), name -> new ArrayList<>())
                .add(record));
        return new EndpointLook(deployments, records);
    }

    /** Of every deployment that is to have endpoints or still has some. */
    Set<String> names() {
        Set<String> names = new TreeSet<>(deployments.keySet());
        names.addAll(records.keySet());
        return names;
    }

    @Nullable
    Deployment deployment(String name) {
        return deployments.get(name);
    }

    List<EndpointRecord> records(String deployment) {
        return records.getOrDefault(deployment, List.of());
    }
}
