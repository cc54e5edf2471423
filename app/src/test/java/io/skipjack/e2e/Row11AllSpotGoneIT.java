package io.skipjack.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.skipjack.provider.sandbox.FakeEngine;
import io.skipjack.provider.sandbox.Fault;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** The whole spot tier dies under load: serverless takes over, and retries do not multiply the load. */
class Row11AllSpotGoneIT {
    private static final int REQUESTS = 200;
    private static final int CLIENTS = 8;

    private final TestRouter router = TightRouter.shared();

    @Test
    void everyRequestIsAnsweredAndAttemptsStayWithinTheBudget() throws Exception {
        try (Fleet fleet = Fleet.deploy(router, 2, 1);
                ExecutorService clients = Executors.newFixedThreadPool(CLIENTS)) {
            Fleet.assertWhole(fleet.chat());
            // worse than a refused connection: each is accepted, and dies with the request
            fleet.spot(1).inject(Fault.resetBeforeHeaders());
            fleet.spot(2).inject(Fault.resetBeforeHeaders());
            fleet.all().forEach(FakeEngine::clearReceived);

            List<Callable<WireAnswer>> calls = new ArrayList<>();
            for (int i = 0; i < REQUESTS; i++) {
                boolean streaming = i % 2 == 0;
                calls.add(() -> fleet.ask(streaming));
            }
            for (Future<WireAnswer> answer : clients.invokeAll(calls)) {
                Fleet.assertWhole(answer.get());
            }

            assertThat(fleet.asked()).isLessThanOrEqualTo(REQUESTS + REQUESTS / 5 + 3);
            fleet.assertQuiet();
        }
    }

    @Test
    void streamsInFlightGoOnElsewhere() {
        try (Fleet fleet = Fleet.deploy(TestRouter.shared(), 2, 1)) {
            for (WireAnswer answer : whileAllSpotIsKilled(fleet, fleet::stream)) {
                OneStream.of(answer).assertWhole(Fleet.oracle(Fleet.ANSWER_TOKENS), "stop");
            }
            Fleet.assertWholeFrom(fleet.stream(), "serverless", "serverless-1");
            fleet.assertQuiet();
        }
    }

    @Test
    void streamsInFlightThatMayNotGoOnEndHonestly() {
        try (Fleet fleet = Fleet.deploy(TestRouter.shared(), 2, 1)) {
            for (WireAnswer got : whileAllSpotIsKilled(fleet, fleet::streamUnresumed)) {
                if (got.done()) {
                    Fleet.assertWhole(got);
                } else {
                    Fleet.assertCutAfter(
                            got, (int) got.said().chars().filter(c -> c == ' ').count());
                }
            }
            fleet.assertQuiet();
        }
    }

    private static List<WireAnswer> whileAllSpotIsKilled(Fleet fleet, Supplier<WireAnswer> ask) {
        fleet.spot(1).slow(30);
        fleet.spot(2).slow(30);
        List<CompletableFuture<WireAnswer>> answers = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            answers.add(WireCall.later(ask));
        }
        Awaitility.await()
                .until(() -> fleet.spot(1).counters().tokensGenerated() > 10
                        && fleet.spot(2).counters().tokensGenerated() > 10);
        fleet.spot(1).kill();
        fleet.spot(2).kill();
        return answers.stream().map(CompletableFuture::join).toList();
    }
}
