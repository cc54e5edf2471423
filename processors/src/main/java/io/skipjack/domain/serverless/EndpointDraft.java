package io.skipjack.domain.serverless;

import io.skipjack.domain.deployment.UpstreamLimits;
import io.skipjack.domain.market.GpuChoice;
import java.net.URI;
import java.time.Instant;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What a step may change of a record, so that each names only what it does. */
final class EndpointDraft {
    String model;
    GpuChoice gpu;
    String revision;
    EndpointState state;
    String reason;
    Instant since;

    @Nullable
    URI uri;

    Map<String, String> facts;
    UpstreamLimits limits;

    @Nullable
    EndpointSight sight;

    int workersMin;

    @Nullable
    Instant wokenAt;

    int failures;

    @Nullable
    Instant notBefore;

    @Nullable
    Instant refusedUntil;

    private EndpointDraft(EndpointRecord from) {
        model = from.model();
        gpu = from.gpu();
        revision = from.revision();
        state = from.state();
        reason = from.reason();
        since = from.since();
        uri = from.uri();
        facts = from.facts();
        limits = from.limits();
        sight = from.sight();
        workersMin = from.workersMin();
        wokenAt = from.wokenAt();
        failures = from.failures();
        notBefore = from.notBefore();
        refusedUntil = from.refusedUntil();
    }

    static EndpointRecord change(EndpointRecord from, Consumer<EndpointDraft> change) {
        EndpointDraft draft = new EndpointDraft(from);
        change.accept(draft);
        return new EndpointRecord(
                from.id(),
                from.name(),
                draft.model,
                draft.gpu,
                draft.revision,
                draft.state,
                draft.reason,
                draft.since,
                draft.uri,
                draft.facts,
                draft.limits,
                draft.sight,
                draft.workersMin,
                draft.wokenAt,
                draft.failures,
                draft.notBefore,
                draft.refusedUntil);
    }

    /** Into the next state, where nothing of what went wrong in the last one holds any more. */
    void become(EndpointState next, String why, Instant now) {
        state = next;
        reason = why;
        since = now;
        failures = 0;
        notBefore = null;
        refusedUntil = null;
        wokenAt = null;
    }
}
