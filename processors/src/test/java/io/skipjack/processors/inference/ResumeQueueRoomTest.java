package io.skipjack.processors.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.skipjack.domain.deployment.Deployment;
import io.skipjack.domain.deployment.Tier;
import io.skipjack.domain.resume.ResumeRefusal;
import io.skipjack.domain.routing.HealthPolicy;
import io.skipjack.domain.routing.RetryBudget;
import io.skipjack.domain.routing.UpstreamUnavailableException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The route to the next upstream is the test's: it says who looks, and what comes of it. */
@Timeout(20)
class ResumeQueueRoomTest {
    private static final Deployment RACK = Asking.deployment("rack", "m", 0, 2);
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final int BUDGET = 4;
    private static final UpstreamUnavailableException FULL = new UpstreamUnavailableException("full");

    private final UpstreamRegistry registry = new UpstreamRegistry(HealthPolicy.DEFAULT, new MonotonicInstants());
    private final Retries retries = new Retries(new RetryBudget(BUDGET, 0), new Admission(100));
    private final UpstreamChooser chooser =
            new UpstreamChooser(registry, retries, new WorkMeters(registry::now), new Random(1));
    private final ScheduledExecutorService ticks = Executors.newSingleThreadScheduledExecutor();
    private final List<Sent> sent = new ArrayList<>();
    private final ResumeQueue queue = new ResumeQueue(
            new ResumeSettings(true, 2, 8, LONG, LONG, LONG, 256), retries, registry, this::send, ticks);

    private record Sent(Inference inference, Consumer<@Nullable Throwable> done) {}

    private void send(Inference inference, boolean last, Consumer<@Nullable Throwable> done) {
        sent.add(new Sent(inference, done));
    }

    /** One that was cut after its first leg. */
    private static final class Cut extends WaitingAnswer {
        private final Inference inference;

        Cut(long startedNanos) {
            inference = Asking.read(RACK, new Asking.Client(), startedNanos);
            inference.legStarted();
            inference.resumable(this);
        }
    }

    @BeforeEach
    void deploy() {
        registry.replaceAll(List.of(RACK));
    }

    @AfterEach
    void stop() {
        ticks.shutdownNow();
    }

    private List<Cut> add(int many) {
        List<Cut> cut = new ArrayList<>();
        for (int i = 0; i < many; i++) {
            cut.add(new Cut(i));
        }
        cut.reversed().forEach(each -> queue.add(each.inference, each));
        return cut;
    }

    private void goesOn(Cut cut) {
        queue.found(cut);
        cut.waits = false;
        retries.finish(cut.inference);
        sent(cut).done.accept(null);
    }

    private void findsNone(Cut cut) {
        sent(cut).done.accept(FULL);
    }

    private Sent sent(Cut cut) {
        Sent found = sent.stream()
                .filter(each -> each.inference == cut.inference)
                .findFirst()
                .orElseThrow();
        sent.remove(found);
        return found;
    }

    private List<Inference> looking() {
        return sent.stream().map(Sent::inference).toList();
    }

    private void freeAPlace() {
        UpstreamEntry entry = registry.entries("rack", Tier.SERVERLESS).getFirst();
        Slot slot = registry.acquire(entry);
        assertThat(slot).isNotNull();
        slot.close();
    }

    @Test
    void asManyLookAtOnceAsTheRetryBudgetAllowsTheOldestNext() {
        List<Cut> cut = add(7);
        assertThat(looking()).hasSize(BUDGET);

        // the last four were added first and look already
        goesOn(cut.get(6));

        assertThat(looking()).hasSize(BUDGET).contains(cut.get(0).inference);
        goesOn(cut.get(5));
        assertThat(looking()).contains(cut.get(1).inference);
        assertThat(queue.waiting()).isEqualTo(5);
    }

    @Test
    void whoFindsNoRoomMakesTheOthersWaitForSome() {
        List<Cut> cut = add(6);
        for (int i = 5; i > 1; i--) {
            findsNone(cut.get(i));
        }
        assertThat(looking())
                .as("of those that were under way one after the other")
                .isEmpty();

        freeAPlace();

        assertThat(looking()).containsExactly(cut.get(0).inference);
        freeAPlace();
        assertThat(looking()).as("one at a time").hasSize(1);
    }

    @Test
    void eachThatFindsRoomLetsTwiceAsManyLook() {
        List<Cut> cut = add(8);
        for (int i = 7; i > 3; i--) {
            findsNone(cut.get(i));
        }
        freeAPlace();
        goesOn(cut.get(0));
        assertThat(looking()).containsExactly(cut.get(1).inference, cut.get(2).inference);

        goesOn(cut.get(1));

        assertThat(looking()).hasSize(BUDGET).doesNotContain(cut.get(7).inference);
    }

    @Test
    void oneWhoseOwnUpstreamFailsItStopsNobodyElse() {
        List<Cut> cut = add(6);
        queue.found(cut.get(5));
        findsNone(cut.get(5));

        assertThat(looking()).as("the next, and it rests").hasSize(BUDGET).doesNotContain(cut.get(5).inference);
        assertThat(queue.waiting()).isEqualTo(6);
    }

    @Test
    void oneThatOnlySomeUpstreamsCanTakeWaitsForTheseAndStopsNobodyElse() {
        List<Cut> cut = add(6);
        Cut choosy = cut.get(5);
        choosy.ruledOut = Set.of("serverless-1");
        choosy.inference.addTried("serverless-1");
        choosy.inference.addTried("serverless-2");

        findsNone(choosy);

        assertThat(choosy.refused).as("serverless-2 may only have been full").isNull();
        assertThat(choosy.inference.tried()).containsExactly("serverless-1");
        assertThat(looking()).hasSize(BUDGET).doesNotContain(choosy.inference);
        assertThatCode(() -> chooser.choose(Asking.read(RACK), Tier.SERVERLESS)).doesNotThrowAnyException();
    }

    @Test
    void oneThatNoUpstreamCanTakeIsRefusedAtOnce() {
        Cut cut = add(1).getFirst();
        cut.ruledOut = Set.of("serverless-1", "serverless-2");

        findsNone(cut);

        assertThat(cut.refused).isEqualTo(ResumeRefusal.UNPROVEN_TARGET);
        assertThat(queue.waiting()).isZero();
    }

    @Test
    void oneThatIsToMoveStaysWhereItIsUntilSomebodyElseIsThere() {
        Cut cut = add(1).getFirst();
        cut.interrupted = false;
        cut.ruledOut = Set.of("serverless-1", "serverless-2");

        findsNone(cut);

        assertThat(cut.notTaken).isOne();
        assertThat(cut.refused).isNull();
        assertThat(queue.waiting()).isOne();
    }

    @Test
    void newRequestsStandBackUntilAllHaveRoom() {
        List<Cut> cut = add(1);
        findsNone(cut.get(0));
        assertThatThrownBy(() -> chooser.choose(Asking.read(RACK), Tier.SERVERLESS))
                .isInstanceOf(UpstreamUnavailableException.class)
                .hasMessageContaining("come first");

        freeAPlace();
        assertThatCode(() -> chooser.choose(cut.get(0).inference, Tier.SERVERLESS))
                .doesNotThrowAnyException();
        goesOn(cut.get(0));

        assertThatCode(() -> chooser.choose(Asking.read(RACK), Tier.SERVERLESS)).doesNotThrowAnyException();
    }

    @Test
    void oneMoreThanMayWaitIsRefusedAtOnce() {
        List<Cut> cut = add(BUDGET + 8);
        Cut tooMany = new Cut(0);

        queue.add(tooMany.inference, tooMany);

        assertThat(tooMany.refused).isEqualTo(ResumeRefusal.QUEUE_FULL);
        assertThat(cut).allMatch(each -> each.refused == null);
    }

    @Test
    void onesThatLeaveMakeRoomForTheNextAndKeepNoPlaceInTheBudget() {
        List<Cut> cut = add(6);
        Cut gone = cut.get(5);
        gone.waits = false;

        sent(gone).done.accept(null);

        assertThat(looking()).hasSize(BUDGET).contains(cut.get(0).inference);
        assertThat(retries.underWay()).isEqualTo(BUDGET);
    }
}
