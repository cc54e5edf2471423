package io.skipjack.processors.inference;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.skipjack.domain.deployment.Deployment;
import io.skipjack.domain.deployment.Tier;
import io.skipjack.domain.deployment.TierSpec;
import io.skipjack.domain.deployment.UpstreamLimits;
import io.skipjack.domain.deployment.UpstreamSpec;
import io.skipjack.domain.routing.HealthPolicy;
import io.skipjack.domain.routing.RetryBudget;
import io.skipjack.domain.routing.Upstream;
import io.skipjack.domain.routing.UpstreamUnavailableException;
import io.skipjack.openai.OpenAiException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What a provider would refuse is not sent there. */
class ProviderLimitsTest {
    private static final Duration TEN = Duration.ofSeconds(10);
    private static final Deployment RACK = Asking.deployment("rack", "m", 1, 1);
    private static final List<String> IDS = List.of("first", "second", "third");

    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private final UpstreamRegistry registry = new UpstreamRegistry(HealthPolicy.DEFAULT, () -> now);

    @Test
    void theLowerOfTheTwoLimitsInFlightHolds() throws Exception {
        deploy(registry, inFlight(2), UpstreamLimits.NONE, inFlight(400));

        assertThat(registry.entries("rack", Tier.SERVERLESS))
                .extracting(UpstreamEntry::maxInFlight)
                .containsExactly(2, 50, 50);
        assertThat(List.of(chosen(), chosen(), chosen())).containsExactly("first", "first", "second");
    }

    @Test
    void aFullWindowSendsTheNextRequestToTheNextUpstreamUntilItOpens() throws Exception {
        deploy(registry, window(2, TEN), UpstreamLimits.NONE);

        assertThat(List.of(chosen(), chosen(), chosen())).containsExactly("first", "first", "second");
        now = now.plusSeconds(11);
        assertThat(chosen()).isEqualTo("first");
        assertThat(registry.pool("rack", Tier.SERVERLESS, now).upstreams())
                .as("it is no less ready for that")
                .allMatch(Upstream::ready);
    }

    @Test
    void aPlaceThatWasNotUsedIsNotCounted() throws Exception {
        deploy(registry, window(1, TEN));
        Inference first = choose();
        Objects.requireNonNull(first.reservation()).unused();

        assertThat(chosen()).isEqualTo("first");
        assertThatExceptionOfType(UpstreamUnavailableException.class)
                .isThrownBy(this::choose)
                .withMessageContaining("full");
    }

    @Test
    void theWindowIsKeptWhenTheFilesAreReadAnewAndMadeAnewWhenItsLimitsChange() throws Exception {
        deploy(registry, window(1, TEN));
        choose();
        deploy(registry, window(1, TEN));
        assertThatExceptionOfType(UpstreamUnavailableException.class).isThrownBy(this::choose);

        deploy(registry, window(2, TEN));

        assertThat(chosen()).isEqualTo("first");
    }

    @Test
    void withoutLimitsNothingIsCounted() throws Exception {
        UpstreamRegistry timeless = new UpstreamRegistry(HealthPolicy.DEFAULT, () -> {
            throw new AssertionError("asked for the time");
        });
        deploy(timeless, UpstreamLimits.NONE);

        assertThat(timeless.acquire(timeless.entries("rack", Tier.SERVERLESS).getFirst()))
                .isNotNull();
    }

    /** Twelve want a window of four in 200 ms: each is woken in its turn, long before it would look again by itself. */
    @Test
    void whoWaitsIsWokenWhenTheWindowOpens() throws Exception {
        UpstreamRegistry live = new UpstreamRegistry(HealthPolicy.DEFAULT, new MonotonicInstants());
        deploy(live, window(4, Duration.ofMillis(200)));
        UpstreamEntry entry = live.entries("rack", Tier.SERVERLESS).getFirst();
        AtomicInteger looks = new AtomicInteger();
        try (ExecutorService requests = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Slot>> sent = new ArrayList<>();
            for (int i = 0; i < 12; i++) {
                sent.add(requests.submit(() -> sent(live, entry, looks)));
            }
            for (Future<Slot> each : sent) {
                assertThat(each.get(20, SECONDS)).isNotNull();
            }
        }
        assertThat(looks.get()).as("not all look for each place").isLessThan(12 * 8);
    }

    private static Slot sent(UpstreamRegistry live, UpstreamEntry entry, AtomicInteger looks)
            throws InterruptedException {
        while (true) {
            long seen = live.version("rack");
            looks.incrementAndGet();
            Slot slot = live.acquire(entry);
            if (slot != null) {
                return slot;
            }
            live.awaitRoom("rack", seen, Duration.ofSeconds(60));
        }
    }

    @Test
    void whatNobodyCouldEverTakeIsToldSoAtOnce() {
        deploy(registry, body(2), body(3));
        AdmitRequest admit = new AdmitRequest(new Admission(10), registry);

        assertThatExceptionOfType(OpenAiException.class)
                .isThrownBy(() -> admit.process(Asking.exchange(Asking.read(RACK, new byte[4]))))
                .satisfies(refused -> {
                    assertThat(refused.error().status()).isEqualTo(413);
                    assertThat(refused.error().message()).contains("3 bytes");
                });
    }

    @Test
    void whatOnlyOneCanTakeGoesThere() throws Exception {
        deploy(registry, body(2), body(3));
        Inference inference = Asking.read(RACK, new byte[3]);

        new AdmitRequest(new Admission(10), registry).process(Asking.exchange(inference));
        chooser().choose(inference, Tier.SERVERLESS);

        assertThat(Objects.requireNonNull(inference.reservation()).upstream().id())
                .isEqualTo("second");
    }

    @Test
    void thePlaceSaysHowLongItsUpstreamWorksOnARequest() throws Exception {
        deploy(registry, new UpstreamLimits(0, Duration.ZERO, 0, 0, Duration.ofSeconds(330)));

        assertThat(Objects.requireNonNull(choose().reservation()).maxRequestTime())
                .isEqualTo(Duration.ofSeconds(330));
    }

    private static void deploy(UpstreamRegistry to, UpstreamLimits... limits) {
        List<UpstreamSpec> upstreams = new ArrayList<>();
        for (UpstreamLimits each : limits) {
            String id = IDS.get(upstreams.size());
            upstreams.add(new UpstreamSpec(id, URI.create("http://" + id + "/v1"), null, each));
        }
        to.replaceAll(
                List.of(new Deployment("rack", "m", true, 100, null, new TierSpec(upstreams, "in-order", 50, null))));
    }

    private Inference choose() throws UpstreamUnavailableException {
        Inference inference = Asking.read(RACK);
        chooser().choose(inference, Tier.SERVERLESS);
        return inference;
    }

    private String chosen() throws UpstreamUnavailableException {
        return Objects.requireNonNull(choose().reservation()).upstream().id();
    }

    private UpstreamChooser chooser() {
        return new UpstreamChooser(
                registry,
                new Retries(RetryBudget.DEFAULT, new Admission(10)),
                new WorkMeters(registry::now),
                new Random(1));
    }

    private static UpstreamLimits inFlight(int most) {
        return new UpstreamLimits(0, Duration.ZERO, most, 0, null);
    }

    private static UpstreamLimits window(int requests, Duration window) {
        return new UpstreamLimits(requests, window, 0, 0, null);
    }

    private static UpstreamLimits body(long bytes) {
        return new UpstreamLimits(0, Duration.ZERO, 0, bytes, null);
    }
}
