package io.skipjack.domain.ledger;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Measures {@link Work} as requests begin and end at upstreams. Time is an argument; one that goes back counts as none.
 * Safe for many threads.
 *
 * <p>Tuna multiplies the number of requests by their mean time, which counts a GPU that works on thirty requests at once
 * thirty times. Here the requests open at an instant take {@code ceil(open / concurrency)} GPUs, however many they are.
 */
public final class WorkMeter {
    private WorkRule rule;
    private int open;
    private @Nullable Instant at;
    private @Nullable Instant idleSince;
    private long requestNanos;
    private long workerNanos;
    private long idleNanos;
    private long machineNanos;
    private int starts;

    public WorkMeter(WorkRule rule) {
        this.rule = rule;
    }

    /** From now on a GPU takes so much. */
    public synchronized void rule(WorkRule newRule, Instant now) {
        passTo(now);
        rule = newRule;
    }

    public synchronized void begin(Instant now) {
        passTo(now);
        if (open == 0 && (idleSince == null || now.isAfter(idleSince.plus(rule.idleWindow())))) {
            starts++;
        }
        open++;
        idleSince = null;
    }

    public synchronized void end(Instant now) {
        passTo(now);
        open = Math.max(0, open - 1);
        if (open == 0) {
            idleSince = now;
        }
    }

    /** What was done since the last time it was taken. */
    public synchronized Work take(Instant now) {
        passTo(now);
        Work work = new Work(
                Duration.ofNanos(requestNanos),
                Duration.ofNanos(workerNanos),
                Duration.ofNanos(idleNanos),
                Duration.ofNanos(machineNanos),
                starts);
        requestNanos = 0;
        workerNanos = 0;
        idleNanos = 0;
        machineNanos = 0;
        starts = 0;
        return work;
    }

    private void passTo(Instant now) {
        Instant last = at;
        at = last == null || now.isAfter(last) ? now : last;
        if (last == null || !now.isAfter(last)) {
            return;
        }
        if (open > 0) {
            long nanos = Duration.between(last, now).toNanos();
            requestNanos += nanos * open;
            workerNanos += nanos * gpus(rule.workerConcurrency());
            machineNanos += nanos * (gpus(rule.machineConcurrency()) - 1);
        } else if (idleSince != null) {
            Instant gone = idleSince.plus(rule.idleWindow());
            Instant until = now.isBefore(gone) ? now : gone;
            idleNanos += until.isAfter(last) ? Duration.between(last, until).toNanos() : 0;
        }
    }

    private long gpus(int concurrency) {
        return (open + concurrency - 1L) / concurrency;
    }
}
