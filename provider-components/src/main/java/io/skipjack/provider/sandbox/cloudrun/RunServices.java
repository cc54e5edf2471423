package io.skipjack.provider.sandbox.cloudrun;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.skipjack.provider.sandbox.FakeApi.Endpoint;
import io.skipjack.provider.sandbox.FarEndSettings;
import java.net.URI;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The services there are, by their full names. Safe for many threads. */
final class RunServices {
    private final FarEndSettings settings;
    private final URI gateway;
    private final Map<String, RunService> byName = new LinkedHashMap<>();
    private int gpuQuota = 20;
    private @Nullable String nextFailure;

    /** @param gateway below which services are served, each under its name */
    RunServices(FarEndSettings settings, URI gateway) {
        this.settings = settings;
        this.gateway = gateway;
    }

    synchronized @Nullable RunService find(String name) {
        List<RunService> gone =
                byName.values().stream().filter(RunService::isGone).toList();
        gone.forEach(each -> {
            byName.values().remove(each);
            each.close();
        });
        return byName.get(name);
    }

    synchronized List<RunService> all() {
        find("");
        return byName.values().stream()
                .sorted(Comparator.comparing(RunService::shortName))
                .toList();
    }

    synchronized void create(String name, ObjectNode given) {
        String uri = gateway + "/" + name.replaceFirst(".*/", "");
        RunService made = new RunService(name, uri, settings, given);
        failIfTold(made);
        byName.put(name, made);
    }

    synchronized void replace(RunService service, ObjectNode given) {
        service.replace(given);
        failIfTold(service);
    }

    synchronized void scale(RunService service, JsonNode scaling) {
        service.scale(scaling);
    }

    synchronized void delete(RunService service) {
        service.delete();
    }

    synchronized ObjectNode json(RunService service) {
        return service.json();
    }

    private void failIfTold(RunService service) {
        if (nextFailure != null) {
            service.fail(nextFailure);
            nextFailure = null;
        }
    }

    /** The next revision fails, with these words. */
    synchronized void failNext(String words) {
        nextFailure = words;
    }

    synchronized void gpuQuota(int gpus) {
        gpuQuota = gpus;
    }

    /** What Cloud Run says when so many more are over the quota; null when they are not. */
    synchronized @Nullable String overQuota(ObjectNode given, @Nullable RunService replaced) {
        int more = given.at("/scaling/maxInstanceCount").asInt();
        int used = all().stream()
                .filter(each -> each != replaced)
                .mapToInt(RunService::mostInstances)
                .sum();
        return used + more <= gpuQuota ? null : quotaWords(used + more, gpuQuota);
    }

    /** As in pulumi-gcp issue 3794. */
    static String quotaWords(int requested, int allowed) {
        return ("scaling.max_instance_count: Max instances must be set to %d or fewer in order to set GPU requirements."
                        + "\nTo request quota: g.co/cloudrun/gpu-quota\n\nQuota violated:\n"
                        + "NvidiaL4GpuAllocNoZonalRedundancyPerProjectRegion requested: %d allowed: %d")
                .formatted(allowed, requested, allowed);
    }

    /** Without those that have gone meanwhile. */
    synchronized List<Endpoint> endpoints() {
        return all().stream()
                .map(each -> new Endpoint(each.shortName(), each.engine()))
                .toList();
    }

    synchronized List<String> inventory() {
        List<String> lines = new ArrayList<>();
        all().forEach(each -> lines.add("service " + each.shortName()));
        return lines;
    }
}
