package io.skipjack.processors.inference;

import io.skipjack.domain.deployment.Deployment;
import io.skipjack.domain.ledger.Work;
import io.skipjack.domain.ledger.WorkMeter;
import io.skipjack.domain.ledger.WorkRules;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** How long each deployment's requests keep GPUs busy, from taking a place on an upstream to giving it back. Thread-safe. */
public final class WorkMeters {
    private final InstantSource clock;
    private final Map<String, WorkMeter> meters = new ConcurrentHashMap<>();

    public WorkMeters(InstantSource clock) {
        this.clock = clock;
    }

    void begin(Deployment deployment) {
        meter(deployment).begin(clock.instant());
    }

    void end(Deployment deployment) {
        meter(deployment).end(clock.instant());
    }

    private WorkMeter meter(Deployment deployment) {
        WorkMeter known = meters.get(deployment.name());
        return known != null
                ? known
                : meters.computeIfAbsent(deployment.name(), name -> new WorkMeter(WorkRules.of(deployment)));
    }

    /** What each did since it was last taken; deployments that did nothing are left out. */
    public Map<String, Work> take(Collection<Deployment> deployments, Instant now) {
        deployments.forEach(deployment -> meter(deployment).rule(WorkRules.of(deployment), now));
        Map<String, Work> done = new TreeMap<>();
        meters.forEach((name, meter) -> {
            Work work = meter.take(now);
            if (!work.isNone()) {
                done.put(name, work);
            }
        });
        return done;
    }
}
