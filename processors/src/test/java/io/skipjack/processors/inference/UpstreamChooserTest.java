package io.skipjack.processors.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.skipjack.domain.deployment.Tier;
import io.skipjack.domain.routing.HealthPolicy;
import io.skipjack.domain.routing.LegOutcome;
import io.skipjack.domain.routing.LegReport;
import io.skipjack.domain.routing.RetryBudget;
import io.skipjack.domain.routing.UpstreamUnavailableException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class UpstreamChooserTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private final UpstreamRegistry registry = new UpstreamRegistry(HealthPolicy.DEFAULT, () -> NOW);
    private final Retries retries = new Retries(RetryBudget.DEFAULT, new Admission(10));
    private final UpstreamChooser chooser =
            new UpstreamChooser(registry, retries, new WorkMeters(registry::now), new Random(1));

    UpstreamChooserTest() {
        registry.replaceAll(List.of(Asking.RACK));
        registry.setReady("rack", "spot-1");
        registry.setReady("rack", "spot-2");
    }

    @Test
    void aPlaceIsTakenOnTheUpstreamChosen() throws UpstreamUnavailableException {
        Inference inference = Asking.read(Asking.RACK);

        chooser.choose(inference, Tier.SPOT);

        assertThat(inference.tier()).isEqualTo(Tier.SPOT);
        assertThat(place(inference).upstream().id()).startsWith("spot-");
        assertThat(inFlight()).isEqualTo(1);
    }

    @Test
    void aPlaceSaysWhenItsUpstreamIsToldToGo() throws UpstreamUnavailableException {
        Inference inference = Asking.read(Asking.RACK);
        chooser.choose(inference, Tier.SPOT);
        assertThat(place(inference).leaving()).isNull();

        registry.setDraining("rack", place(inference).upstream().id(), NOW.plusSeconds(120));

        assertThat(place(inference).leaving()).isNotNull();
    }

    @Test
    void allThatAnEngineEndsWithIsOneFailureAndWhatFailsLaterIsAnother() throws UpstreamUnavailableException {
        Inference first = onSpotOne();
        Inference second = onSpotOne();

        assertThat(place(first).failsAnew()).isTrue();
        assertThat(place(second).failsAnew()).isFalse();
        fail(first);
        fail(second);
        assertThat(place(onSpotOne()).failsAnew()).isTrue();
    }

    private Inference onSpotOne() throws UpstreamUnavailableException {
        Inference inference = Asking.read(Asking.RACK);
        inference.addTried("spot-2");
        chooser.choose(inference, Tier.SPOT);
        place(inference).begins();
        return inference;
    }

    @Test
    void theSurplusFindsTheTierFull() throws UpstreamUnavailableException {
        for (int i = 0; i < 4; i++) {
            chooser.choose(Asking.read(Asking.RACK), Tier.SPOT);
        }
        Inference surplus = Asking.read(Asking.RACK);

        assertThatExceptionOfType(UpstreamUnavailableException.class)
                .isThrownBy(() -> chooser.choose(surplus, Tier.SPOT))
                .satisfies(full ->
                        assertThat(full.sick()).as("no failure of the tier").isFalse());
        chooser.choose(surplus, Tier.SERVERLESS);
        assertThat(surplus.tier()).isEqualTo(Tier.SERVERLESS);
    }

    @Test
    void anUpstreamThatFailedTheRequestIsNotTriedAgain() throws UpstreamUnavailableException {
        Inference inference = Asking.read(Asking.RACK);
        chooser.choose(inference, Tier.SPOT);
        String first = place(inference).upstream().id();
        fail(inference);

        assertThat(chooser.chooseAgain(inference, Tier.SPOT)).isTrue();
        assertThat(place(inference).upstream().id()).isNotEqualTo(first);
        fail(inference);
        assertThat(chooser.chooseAgain(inference, Tier.SPOT)).isFalse();
        assertThat(inFlight()).isZero();
    }

    @Test
    void aPlaceThatABreakerKeptFromUseIsGivenBackBeforeTheNextIsTaken() throws UpstreamUnavailableException {
        Inference inference = Asking.read(Asking.RACK);
        chooser.choose(inference, Tier.SPOT);

        chooser.choose(inference, Tier.SERVERLESS);

        assertThat(registry.entries("rack", Tier.SPOT)).allMatch(entry -> entry.inFlight() == 0);
        inference.end(AnswerOutcome.FAILED);
        assertThat(inFlight()).isZero();
    }

    @Test
    void aClientThatLeftWhileChoosingLeavesNothingBehind() throws UpstreamUnavailableException {
        Inference inference = Asking.read(Asking.RACK);
        inference.end(AnswerOutcome.CANCELLED);

        chooser.choose(inference, Tier.SPOT);

        assertThat(inFlight()).isZero();
    }

    /** Whatever steps a request takes, in whatever order, once it has ended it holds no place and no retry. */
    @Property(tries = 300)
    void noReservationLeaks(@ForAll @Size(max = 30) List<@IntRange(max = 6) Integer> steps) {
        UpstreamChooserTest fresh = new UpstreamChooserTest(); // the engine keeps one instance for all tries
        List<Inference> requests = List.of(Asking.read(Asking.RACK), Asking.read(Asking.RACK));
        for (int i = 0; i < steps.size(); i++) {
            fresh.step(steps.get(i), requests.get(i % 2));
        }
        requests.forEach(request -> request.end(AnswerOutcome.CANCELLED));

        assertThat(fresh.inFlight()).isZero();
        assertThat(fresh.retries.underWay()).isZero();
    }

    private void step(int step, Inference inference) {
        Reservation place = inference.reservation();
        switch (step) {
            case 0 -> choose(inference, Tier.SPOT);
            case 1 -> choose(inference, Tier.SERVERLESS);
            case 2 -> chooser.chooseAgain(inference, Tier.SPOT);
            case 3 -> inference.legStarted();
            case 4 -> {
                if (place != null) {
                    chooser.legEnded(place, LegReport.of(LegOutcome.CANCELLED));
                }
            }
            case 5 -> chooser.answered(inference);
            default -> inference.end(AnswerOutcome.ANSWERED);
        }
    }

    private void choose(Inference inference, Tier tier) {
        try {
            chooser.choose(inference, tier);
        } catch (UpstreamUnavailableException full) {
            assertThat(full).hasNoCause();
        }
    }

    private void fail(Inference inference) {
        Reservation place = place(inference);
        inference.legStarted();
        inference.addTried(place.upstream().id());
        chooser.legEnded(place, LegReport.of(LegOutcome.CANCELLED));
    }

    private static Reservation place(Inference inference) {
        return Objects.requireNonNull(inference.reservation());
    }

    private int inFlight() {
        int all = 0;
        for (Tier tier : Tier.values()) {
            all += registry.entries("rack", tier).stream()
                    .mapToInt(UpstreamEntry::inFlight)
                    .sum();
        }
        return all;
    }
}
