package io.skipjack.e2e;

import io.skipjack.provider.sandbox.EngineSettings;
import io.skipjack.provider.sandbox.FakeEngine;
import io.skipjack.provider.sandbox.Fault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;

/**
 * A router and engines by which many answers are cut at once, each in its own way: a request is told from others by a
 * word in its {@code user}, so that one pair of engines serves them all.
 */
final class ResumeMatrix implements AutoCloseable {
    private static final int AT_ONCE = 32;

    private final TestRouter router;
    private final boolean own;
    private final AtomicInteger asked = new AtomicInteger();
    private final List<FakeEngine> engines = new ArrayList<>();

    private ResumeMatrix(TestRouter router, boolean own) {
        this.router = router;
        this.own = own;
    }

    /** A router on which any number of failures takes nobody out, so that every cut finds the same engines. */
    static TestRouter router(Map<String, String> more) {
        Map<String, String> keys = new java.util.HashMap<>(Map.of(
                "skipjack.ejection.consecutive-failures", "1000000",
                "skipjack.spot.breaker.minimum-calls", "1000000",
                "skipjack.serverless.breaker.minimum-calls", "1000000",
                "skipjack.spot.max-in-flight-per-upstream", "1000",
                "skipjack.retry.budget-percent", "100",
                "skipjack.resume.deadline", "3s"));
        keys.putAll(more);
        return TestRouter.start(keys);
    }

    static ResumeMatrix start(Map<String, String> more) {
        return new ResumeMatrix(router(more), true);
    }

    static ResumeMatrix on(TestRouter router) {
        return new ResumeMatrix(router, false);
    }

    TestRouter router() {
        return router;
    }

    /** One engine that is lost, and one to go on. */
    Pair pair(UnaryOperator<EngineSettings> change) {
        return pair(change, change, "");
    }

    /** @param more YAML lines of the deployment */
    Pair pair(UnaryOperator<EngineSettings> spot, UnaryOperator<EngineSettings> serverless, String more) {
        String model = TestRouter.newModel();
        EngineSettings settings = EngineSettings.defaults().withModel(model).withSpeed(10_000_000, Duration.ZERO);
        FakeEngine lost = FakeEngine.start(spot.apply(settings).named("spot-1"));
        FakeEngine next = FakeEngine.start(serverless.apply(settings).named("serverless-1"));
        engines.add(lost);
        engines.add(next);
        router.deploy(
                model,
                "spot: { urls: [\"%s\"] }\nserverless: { urls: [\"%s\"] }\n%s"
                        .formatted(lost.baseUri(), next.baseUri(), more));
        router.awaitReady(model, "spot-1");
        return new Pair(model, lost, next);
    }

    /** A word that only one request has. */
    String word() {
        return "w" + asked.incrementAndGet() + ";";
    }

    /** The engines of one deployment. */
    final class Pair {
        private final String model;
        private final FakeEngine lost;
        private final FakeEngine next;

        private Pair(String model, FakeEngine lost, FakeEngine next) {
            this.model = model;
            this.lost = lost;
            this.next = next;
        }

        String model() {
            return model;
        }

        FakeEngine lost() {
            return lost;
        }

        FakeEngine next() {
            return next;
        }

        /**
         * Asks, and breaks the answer as told wherever it comes from.
         *
         * @param members JSON members of the body
         * @param faults of the first engine, and of the second where there are more
         */
        WireAnswer ask(String path, String members, String[] headers, Fault... faults) {
            String word = word();
            FakeEngine at = lost;
            for (Fault fault : faults) {
                at.inject(fault.times(1).whenBodyContains(word));
                at = next;
            }
            String body = "{\"model\":\"%s\",\"user\":\"%s\",%s}".formatted(model, word, members);
            return WireCall.post(router, path, body, headers);
        }

        WireAnswer ask(String path, String members, Fault... faults) {
            return ask(path, members, new String[0], faults);
        }

        /** The value of {@code skipjack_resume_total} for this deployment; 0 while there is none. */
        double resumes(String level, String outcome, String reason) {
            return Scrape.of(router)
                    .sum(
                            "skipjack_resume_total",
                            Scrape.deployment(model),
                            "skipjack_level=\"" + level + "\"",
                            "skipjack_outcome=\"" + outcome + "\"",
                            "skipjack_reason=\"" + reason + "\"");
        }
    }

    /** Runs them, many at once, and fails with all that failed. */
    static void all(List<Runnable> tries) throws Exception {
        Semaphore places = new Semaphore(AT_ONCE);
        List<AssertionError> wrong = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> running = new ArrayList<>();
            for (Runnable each : tries) {
                running.add(threads.submit(() -> {
                    places.acquireUninterruptibly();
                    try {
                        each.run();
                    } finally {
                        places.release();
                    }
                }));
            }
            for (Future<?> each : running) {
                try {
                    each.get();
                } catch (java.util.concurrent.ExecutionException failed) {
                    wrong.add(new AssertionError(failed.getCause().getMessage(), failed.getCause()));
                }
            }
        }
        if (!wrong.isEmpty()) {
            AssertionError first = new AssertionError(
                    wrong.size() + " of " + tries.size() + " failed, the first: "
                            + wrong.getFirst().getMessage(),
                    wrong.getFirst());
            wrong.stream().skip(1).limit(20).forEach(first::addSuppressed);
            throw first;
        }
    }

    @Override
    public void close() {
        engines.forEach(FakeEngine::close);
        if (own) {
            router.close();
        }
    }
}
