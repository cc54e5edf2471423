package io.skipjack.e2e;

import java.util.Map;

/** A second router for the limits that the shared one has out of the way; started once for all who ask. */
final class TightRouter {
    /** Requests that may wait. */
    static final int MAX_WAITING = 10;

    /** Failed calls that open a breaker. */
    static final int BREAKER_CALLS = 6;

    private TightRouter() {}

    private static final class Shared {
        static final TestRouter INSTANCE = TestRouter.start(Map.of(
                "skipjack.hold.max-waiting", String.valueOf(MAX_WAITING),
                "skipjack.hold.deadline", "2s",
                "skipjack.spot.breaker.minimum-calls", String.valueOf(BREAKER_CALLS),
                "skipjack.spot.breaker.open-seconds", "1",
                "skipjack.probe.generation-interval", "300ms",
                "skipjack.ejection.consecutive-failures", "3",
                "skipjack.ejection.base", "1s"));
    }

    static TestRouter shared() {
        return Shared.INSTANCE;
    }
}
