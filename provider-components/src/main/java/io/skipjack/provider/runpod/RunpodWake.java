package io.skipjack.provider.runpod;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.skipjack.domain.provider.ProviderUnavailableException;
import io.skipjack.domain.serverless.EndpointRef;
import io.skipjack.provider.spi.Redaction;
import io.skipjack.provider.spi.RestClient;
import java.time.Duration;
import java.util.Map;

/**
 * Has a worker start by the smallest request there is, rather than by raising the endpoint's least number of workers and
 * lowering it again: that would be two calls, each a new release of the endpoint, and the second, if lost in a crash, leaves
 * a GPU paid for around the clock. The request costs the answer of one token once the worker runs; that it runs costs the
 * same either way.
 */
final class RunpodWake {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    /** A job that no worker took by then is dropped: by then the reason to wake is gone. */
    private static final Duration LIFE = Duration.ofMinutes(15);

    private final RunpodSettings settings;
    private final Redaction redaction;
    private final RunpodLookup lookup;

    RunpodWake(RunpodSettings settings, Redaction redaction, RunpodLookup lookup) {
        this.settings = settings;
        this.redaction = redaction;
        this.lookup = lookup;
    }

    void wake(EndpointRef endpoint) throws ProviderUnavailableException {
        RunpodLookup.Found found = lookup.present(endpoint);
        if (found.workers().any()) {
            return;
        }
        if (found.kind() == RunpodKind.QUEUE) {
            queue(found.id());
            return;
        }
        try {
            loadBalancer(found.id());
        } catch (ProviderUnavailableException unanswered) {
            // without a worker it answers with an error, or too late: what counts is whether one starts
            if (!lookup.present(endpoint).workers().any()) {
                throw unanswered;
            }
        }
    }

    /** A job that is only put into the queue (docs.runpod.io/serverless/vllm/vllm-requests). */
    private void queue(String id) throws ProviderUnavailableException {
        ObjectNode job = JsonNodeFactory.instance.objectNode();
        job.putObject("input").put("prompt", "hi").putObject("sampling_params").put("max_tokens", 1);
        job.putObject("policy").put("ttl", LIFE.toMillis());
        RunpodApi.granted(client(RunpodKind.QUEUE, id).post("/run", job), "waking endpoint " + id);
    }

    /** Any request wakes it, and one for its health costs no GPU time. */
    private void loadBalancer(String id) throws ProviderUnavailableException {
        client(RunpodKind.LOAD_BALANCER, id).get("/health");
    }

    private RestClient client(RunpodKind kind, String id) {
        return new RestClient(
                "runpod",
                settings.base(kind, id),
                PATIENCE,
                redaction,
                () -> Map.of("Authorization", "Bearer " + settings.inferenceKey()));
    }
}
