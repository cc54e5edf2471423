package io.skipjack.processors.serverless;

import io.skipjack.domain.serverless.ColdStart;
import io.skipjack.domain.serverless.EndpointRecord;
import io.skipjack.domain.serverless.EndpointSight;
import io.skipjack.domain.serverless.EndpointTransitions;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Learns how long endpoints take from nothing to ready, each time one of ours does. */
final class ColdStarts {
    private static final Logger LOG = LoggerFactory.getLogger(ColdStarts.class);

    private final EndpointControl control;

    ColdStarts(EndpointControl control) {
        this.control = control;
    }

    void learn(EndpointRecord before, EndpointSight sight, Instant now) {
        Duration took = EndpointTransitions.coldStart(before, sight, now);
        if (took == null) {
            return;
        }
        ColdStart known = control.memory().endpoints().coldStarts().stream()
                .filter(each -> each.isOf(before.id().provider(), before.gpu().gpu(), before.model()))
                .findFirst()
                .orElseGet(() -> new ColdStart(
                        before.id().provider(), before.gpu().gpu(), before.model(), Duration.ZERO, 0, now));
        ColdStart mean = known.with(took, now);
        control.memory().endpoints().save(control.epoch(), mean);
        LOG.info(
                "{} was ready {} s after it was woken, {} s in the mean of {}",
                before.id(),
                took.toSeconds(),
                mean.took().toSeconds(),
                mean.samples());
    }
}
