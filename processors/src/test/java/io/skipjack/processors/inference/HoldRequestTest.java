package io.skipjack.processors.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.skipjack.domain.deployment.Tier;
import io.skipjack.domain.routing.HealthPolicy;
import io.skipjack.domain.routing.ProbeResult;
import io.skipjack.domain.routing.RetryBudget;
import io.skipjack.domain.routing.UpstreamUnavailableException;
import io.skipjack.openai.OpenAiError;
import io.skipjack.processors.inference.Asking.Client;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Intervals are long on purpose: a test that is not woken fails by its time-out. */
@Timeout(20)
class HoldRequestTest {
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final Duration DEADLINE = Duration.ofSeconds(300);

    private final UpstreamRegistry registry = new UpstreamRegistry(HealthPolicy.DEFAULT, new MonotonicInstants());
    private final Retries retries = new Retries(RetryBudget.DEFAULT, new Admission(10));
    private final UpstreamChooser chooser =
            new UpstreamChooser(registry, retries, new WorkMeters(registry::now), new Random(1));
    private final Client client = new Client();
    private final HoldRequest hold = holding(LONG, System::nanoTime);

    @BeforeEach
    void deploy() {
        registry.replaceAll(List.of(Asking.deployment("rack", "m", 1, 0)));
    }

    @Test
    void anUpstreamThatBecomesReadyEndsTheWaitAndAllMayBeTriedAfresh() throws Exception {
        Inference inference = waiting();
        inference.addTried("spot-1");

        CompletableFuture<Boolean> held = CompletableFuture.supplyAsync(() -> held(inference));
        Asking.until(() -> hold.waiting() == 1);
        registry.probed(spot(), ProbeResult.HEALTHY, registry.now());

        assertThat(held.get(5, TimeUnit.SECONDS)).isTrue();
        assertThat(inference.tried()).isEmpty();
        assertThat(hold.waiting()).isZero();
        assertThat(client.waits()).as("the client was told").isEqualTo(1);
    }

    @Test
    void waitingRequestsAreCountedForTheirOwnDeployment() throws Exception {
        CompletableFuture<Boolean> held = CompletableFuture.supplyAsync(() -> held(waiting()));
        Asking.until(() -> hold.waiting("rack") == 1);

        assertThat(hold.waiting("other")).isZero();
        registry.probed(spot(), ProbeResult.HEALTHY, registry.now());

        assertThat(held.get(5, TimeUnit.SECONDS)).isTrue();
        assertThat(hold.waiting("rack")).isZero();
    }

    @Test
    void roomMadeBetweenLookingAndWaitingIsNotMissed() {
        Inference inference = waiting();
        assertThat(chosen(inference)).isFalse();
        registry.probed(spot(), ProbeResult.HEALTHY, registry.now());

        assertThat(held(inference)).isTrue();
        assertThat(chosen(inference)).isTrue();
    }

    @Test
    void theRequestsOwnPlaceGivenBackIsNoReasonToWake() throws Exception {
        registry.setReady("rack", "spot-1");
        Inference inference = waiting();
        assertThat(chosen(inference)).as("then its breaker was open").isTrue();

        CompletableFuture<Boolean> held = CompletableFuture.supplyAsync(() -> held(inference));
        Asking.until(() -> hold.waiting() == 1);
        assertThat(spot().inFlight()).as("and takes no place while it waits").isZero();
        client.leave();

        assertThat(held.get(5, TimeUnit.SECONDS)).isFalse();
    }

    @Test
    void aClientThatLeavesEndsTheWaitAtOnce() throws Exception {
        CompletableFuture<Boolean> held = CompletableFuture.supplyAsync(() -> {
            boolean again = held(waiting());
            assertThat(Thread.interrupted()).as("a later step is not hit").isFalse();
            return again;
        });
        Asking.until(() -> hold.waiting() == 1);

        client.leave();

        assertThat(held.get(5, TimeUnit.SECONDS)).isFalse();
        assertThat(hold.waiting()).isZero();
    }

    @Test
    void oneThatHasLeftAlreadyDoesNotWait() {
        client.leave();

        assertThat(held(waiting())).isFalse();
        assertThat(client.waits()).isZero();
    }

    @Test
    void theDeadlineIsAnError() {
        Inference late = Asking.read(Asking.RACK, client, System.nanoTime() - DEADLINE.toNanos());

        assertThat(held(late)).isFalse();

        OpenAiError error = Objects.requireNonNull(late.holdRefusal());
        assertThat(error.status()).isEqualTo(503);
        assertThat(error.retryAfter()).isPositive();
    }

    @Test
    void itWaitsNoLongerThanTheDeadline() {
        Duration left = Duration.ofMillis(50);
        AtomicLong now = new AtomicLong(DEADLINE.minus(left).toNanos());
        HoldRequest timed = holding(LONG, now::get);
        Inference soon = Asking.read(Asking.RACK, client, 0);

        assertTimeoutPreemptively(
                Duration.ofSeconds(5),
                () -> assertThat(timed.matches(Asking.exchange(soon))).isTrue());
        now.addAndGet(left.toNanos());
        assertThat(timed.matches(Asking.exchange(soon))).isFalse();
    }

    @Test
    void aFullQueueIsAnError() throws Exception {
        CompletableFuture<Boolean> first = CompletableFuture.supplyAsync(() -> held(waiting()));
        Asking.until(() -> hold.waiting() == 1);
        Inference second = Asking.read(Asking.RACK);

        assertThat(held(second)).isFalse();

        OpenAiError error = Objects.requireNonNull(second.holdRefusal());
        assertThat(error.status()).isEqualTo(429);
        assertThat(error.retryAfter()).isPositive();
        client.leave();
        assertThat(first.get(5, TimeUnit.SECONDS)).isFalse();
    }

    @Test
    void aRequestThatBreaksWhoeverTakesItIsNotHeldToBreakMore() {
        Inference poison = waiting();
        for (int i = 0; i < 4; i++) {
            poison.addBrokenLeg();
        }

        assertThat(held(poison)).isFalse();
        assertThat(Objects.requireNonNull(poison.holdRefusal()).status()).isEqualTo(502);
    }

    @Test
    void aRequestThatWaitsHoldsNoRetry() {
        Inference inference = waiting();
        inference.legStarted();
        assertThat(retries.tryStart(inference)).isTrue();
        client.leave();

        held(inference);

        assertThat(retries.underWay()).isZero();
    }

    @Test
    void waitingOftenDoesNotPileUpWhatTheClientsLeavingWouldRun() {
        HoldRequest quick = holding(Duration.ofMillis(1), System::nanoTime);
        Inference inference = waiting();

        for (int i = 0; i < 50; i++) {
            assertThat(quick.matches(Asking.exchange(inference))).isTrue();
        }

        assertThat(client.actions()).isEqualTo(1);
    }

    private HoldRequest holding(Duration retryInterval, LongSupplier nanoTime) {
        return new HoldRequest(new HoldSettings(1, DEADLINE, retryInterval), registry, retries, nanoTime);
    }

    private Inference waiting() {
        return Asking.read(Asking.RACK, client, System.nanoTime());
    }

    private boolean held(Inference inference) {
        return hold.matches(Asking.exchange(inference));
    }

    private boolean chosen(Inference inference) {
        try {
            chooser.choose(inference, Tier.SPOT);
            return true;
        } catch (UpstreamUnavailableException none) {
            return false;
        }
    }

    private UpstreamEntry spot() {
        return registry.entries("rack", Tier.SPOT).getFirst();
    }
}
