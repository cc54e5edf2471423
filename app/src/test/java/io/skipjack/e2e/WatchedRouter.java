package io.skipjack.e2e;

import java.util.Map;

/** A router whose traces are collected, started once for all who ask; it ends with the JVM. */
record WatchedRouter(TestRouter router, FakeCollector collector) {
    static WatchedRouter shared() {
        return Shared.INSTANCE;
    }

    private static final class Shared {
        static final WatchedRouter INSTANCE = start();
    }

    private static WatchedRouter start() {
        FakeCollector collector = new FakeCollector();
        return new WatchedRouter(
                TestRouter.start(Map.of("skipjack.tracing.otlp-endpoint", collector.endpoint())), collector);
    }
}
