package io.skipjack.domain.serverless;

import io.skipjack.domain.deployment.UpstreamLimits;
import io.skipjack.domain.market.GpuChoice;
import java.net.URI;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What we know of an endpoint: written down before it is asked for, removed when nothing of it is left. Whatever a provider
 * may hold is in such a record, so that a crash at any point forgets nothing that costs money.
 *
 * @param id which
 * @param name at the provider
 * @param model it serves
 * @param gpu of one worker
 * @param revision that was asked for last
 * @param state what we are at with it
 * @param reason of that state, for operators: the provider's words, what is left of it, or why it was chosen
 * @param since when the state began
 * @param uri where requests go; null until it was deployed once
 * @param facts the provider's: see {@link EndpointRef#facts}
 * @param limits of the provider on requests to it
 * @param sight as last seen; null before the first look
 * @param workersMin workers the provider was last told to keep; 0 or more
 * @param wokenAt when it was last seen cold and then woken, until it is ready; null otherwise
 * @param failures calls in a row that did not do what they should
 * @param notBefore no call before this; null for no pause
 * @param refusedUntil until when the provider is left alone with it; null unless it refused it
 */
public record EndpointRecord(
        EndpointId id,
        String name,
        String model,
        GpuChoice gpu,
        String revision,
        EndpointState state,
        String reason,
        Instant since,
        @Nullable URI uri,
        Map<String, String> facts,
        UpstreamLimits limits,
        @Nullable EndpointSight sight,
        int workersMin,
        @Nullable Instant wokenAt,
        int failures,
        @Nullable Instant notBefore,
        @Nullable Instant refusedUntil) {
    public EndpointRecord {
        facts = Map.copyOf(facts);
    }

    /** How the provider is asked about it. */
    public EndpointRef ref(String owner) {
        return new EndpointRef(owner, id, name, facts);
    }
}
