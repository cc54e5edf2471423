package io.skipjack.app.operators;

import io.skipjack.domain.deployment.Tier;
import io.skipjack.domain.routing.Upstream;
import io.skipjack.domain.routing.UpstreamHealth;
import io.skipjack.processors.inference.UpstreamEntry;
import io.skipjack.processors.inference.UpstreamRegistry;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The upstreams of a tier in a word each, as health and status show them: by id, never by address.
 *
 * @param registry where they are known
 */
public record UpstreamStates(UpstreamRegistry registry) {
    /** The word for one that takes requests. */
    public static final String READY = "ready";

    private static final String DRAINING = "draining";
    private static final String NOT_READY = "not ready";
    private static final String EJECTED = "ejected";
    private static final String BACKED_OFF = "backed off";

    /** Every word there is. */
    static final List<String> ALL = List.of(READY, NOT_READY, DRAINING, EJECTED, BACKED_OFF);

    /** {@value #READY}, or why it is not: draining, not ready, ejected, backed off. */
    public Map<String, String> of(String deployment, Tier tier) {
        Map<String, String> states = new LinkedHashMap<>();
        for (Upstream upstream : registry.pool(deployment, tier, registry.now()).upstreams()) {
            UpstreamEntry entry = registry.entry(deployment, tier, upstream.id());
            states.put(upstream.id(), upstream.ready() || entry == null ? READY : reason(entry.health()));
        }
        return states;
    }

    private String reason(UpstreamHealth health) {
        if (health.draining()) {
            return DRAINING;
        }
        if (!health.readiness().ready()) {
            return NOT_READY;
        }
        return health.ejection().active(registry.now()) ? EJECTED : BACKED_OFF;
    }
}
