package io.skipjack.app.admin;

import io.skipjack.domain.fleet.StoreUnavailableException;
import io.skipjack.domain.serverless.ColdStart;
import io.skipjack.domain.serverless.EndpointRecord;
import io.skipjack.domain.serverless.EndpointStatus;
import io.skipjack.domain.serverless.ServerlessView;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * The serverless endpoints of one look into the store.
 *
 * @param views of all deployments that have or want one
 * @param clock for ages
 */
record EndpointStates(Supplier<List<ServerlessView>> views, InstantSource clock) {

    /** By deployment, in a map that is the caller's; none while the store cannot be read. */
    Map<String, ServerlessView> byDeployment() {
        Map<String, ServerlessView> all = new TreeMap<>();
        try {
            views.get().forEach(view -> all.put(view.deployment(), view));
        } catch (StoreUnavailableException down) {
            // said once for all of the status
        }
        return all;
    }

    /** Puts what is known of a deployment's endpoints beside the rest of it. */
    void show(ServerlessView view, Map<String, Object> deployment) {
        Map<String, Object> serverless = new LinkedHashMap<>();
        serverless.put("wanted", view.wanted());
        serverless.put("problem", view.problem());
        deployment.put("serverless", serverless);
        deployment.put(
                "endpoints", view.endpoints().stream().map(this::endpoint).toList());
    }

    private Map<String, Object> endpoint(EndpointStatus status) {
        EndpointRecord record = status.record();
        ColdStart coldStart = status.coldStart();
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("provider", record.id().provider());
        map.put("name", record.name());
        map.put("state", record.state().label());
        map.put("phase", status.phase());
        map.put("workers", status.workers());
        map.put("gpu", record.gpu().toString());
        map.put("url", record.uri() == null ? null : record.uri().toString());
        map.put(
                "dollars_per_hour",
                status.price() == null ? null : status.price().perHour().dollars());
        map.put("price_source", status.price() == null ? null : status.price().source());
        map.put(
                "cold_start_seconds",
                coldStart == null ? null : coldStart.took().toMillis() / 1000.0);
        map.put("age_seconds", Age.seconds(record.since(), clock.instant()));
        map.put("failures", record.failures());
        map.put("reason", record.reason());
        return map;
    }
}
