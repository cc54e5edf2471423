package io.skipjack.processors.fleet;

import io.skipjack.domain.fleet.ReplicaId;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * The launch calls of this router that are under way or went unanswered. Reconciliation asks for an unanswered launch
 * again each turn; here each waits for its own last call to end, and then for a pause that doubles: a provider that
 * throttles us, or is down, is not asked at the pace of our turns. In memory only: a router that starts anew tries at once.
 * Safe for many threads.
 */
final class LaunchCalls {
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

    private final Map<ReplicaId, Call> calls = new ConcurrentHashMap<>();
    private final LongSupplier nanos;

    /** @param nanos of the monotonic clock, which does not jump */
    LaunchCalls(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /**
     * @param failures calls in a row that gave no answer
     * @param notBefore nanos of the next; does not count while one is open
     */
    private record Call(boolean open, int failures, long notBefore) {
        boolean permits(long now) {
            return !open && now - notBefore >= 0;
        }
    }

    /** Whether it may be asked for now; then {@link #end} must be called. */
    boolean begin(ReplicaId replica) {
        long now = nanos.getAsLong();
        boolean[] begun = {false};
        calls.compute(replica, (id, before) -> {
            begun[0] = before == null || before.permits(now);
            return begun[0] ? new Call(true, before == null ? 0 : before.failures(), now) : before;
        });
        return begun[0];
    }

    /** @param answered whether it is known now what became of it */
    void end(ReplicaId replica, boolean answered) {
        calls.computeIfPresent(replica, (id, before) -> {
            if (answered) {
                return null;
            }
            return new Call(false, before.failures() + 1, nanos.getAsLong() + pause(before.failures()));
        });
    }

    private static long pause(int failures) {
        long pause = FIRST_PAUSE.toNanos();
        for (int i = 0; i < failures && pause < LONGEST_PAUSE.toNanos(); i++) {
            pause *= 2;
        }
        return Math.min(pause, LONGEST_PAUSE.toNanos());
    }
}
