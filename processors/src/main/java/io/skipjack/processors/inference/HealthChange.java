package io.skipjack.processors.inference;

import io.skipjack.domain.routing.Ejection;
import io.skipjack.domain.routing.UpstreamHealth;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One step of an upstream's health: who must be told of it, and the line it is worth in the log. */
record HealthChange(UpstreamHealth before, UpstreamHealth after) {
    private static final Logger LOG = LoggerFactory.getLogger(UpstreamRegistry.class);

    /** Whether the upstream can take requests now and could not before. */
    boolean opensUp(Instant now) {
        return open(after, now) && !open(before, now);
    }

    void log(UpstreamEntry entry, Instant now) {
        if (before.equals(after)) {
            return;
        }
        if (after.readiness().ready() != before.readiness().ready()) {
            LOG.info(
                    "{}/{} is {}",
                    entry.deployment(),
                    entry.id(),
                    after.readiness().ready() ? "ready" : "not ready");
        }
        if (after.draining() != before.draining()) {
            LOG.info("{}/{} {}", entry.deployment(), entry.id(), after.draining() ? "drains" : "drains no more");
        }
        Ejection ejection = after.ejection();
        if (ejection.active(now) && !before.ejection().active(now)) {
            LOG.warn(
                    "{}/{} is ejected for {} s: {}, {} in a row",
                    entry.deployment(),
                    entry.id(),
                    Duration.between(now, ejection.until()).toSeconds(),
                    reason(ejection.cause()),
                    ejection.timesInRow());
        } else if (!ejection.active(now) && before.ejection().active(now)) {
            LOG.info("{}/{} is back before its time", entry.deployment(), entry.id());
        }
    }

    private static String reason(Ejection.Cause cause) {
        return switch (cause) {
            case FAILURES -> "it failed too often";
            case LATENCY -> "it is much slower than its peers";
        };
    }

    private static boolean open(UpstreamHealth health, Instant now) {
        return health.available(now) && !health.ejection().active(now);
    }
}
