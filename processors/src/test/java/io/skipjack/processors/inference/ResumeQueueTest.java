package io.skipjack.processors.inference;

import static org.assertj.core.api.Assertions.assertThat;

import io.skipjack.domain.resume.ResumeRefusal;
import io.skipjack.domain.routing.HealthPolicy;
import io.skipjack.domain.routing.RetryBudget;
import io.skipjack.domain.routing.UpstreamUnavailableException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class ResumeQueueTest {
    private static final int AT_ONCE = 2;

    @AutoClose("shutdownNow")
    private final Ticks ticks = new Ticks();

    private final Retries retries = new Retries(new RetryBudget(AT_ONCE, 0), new Admission(100));
    private final List<Sent> sent = new ArrayList<>();

    /** Ticks when told to. */
    private static final class Ticks extends ScheduledThreadPoolExecutor {
        private final Deque<Runnable> due = new ArrayDeque<>();

        Ticks() {
            super(1);
        }

        @Override
        public ScheduledFuture<?> schedule(Runnable command, long delay, TimeUnit unit) {
            due.add(command);
            return super.schedule(() -> {}, 1, TimeUnit.DAYS);
        }

        void tick() {
            due.remove().run();
        }
    }

    private record Sent(Inference inference, boolean last, Consumer<@Nullable Throwable> done) {}

    private ResumeQueue queue(int maxWaiting, Duration deadline, Duration pause) {
        ResumeSettings settings = new ResumeSettings(true, 2, maxWaiting, deadline, pause, pause, 256);
        UpstreamRegistry registry = new UpstreamRegistry(HealthPolicy.DEFAULT, new MonotonicInstants());
        return new ResumeQueue(
                settings,
                retries,
                registry,
                (inference, last, done) -> sent.add(new Sent(inference, last, done)),
                ticks);
    }

    private ResumeQueue queue() {
        return queue(100, Duration.ofMinutes(1), Duration.ZERO);
    }

    /** A request that came so long before now, and has had one leg. */
    private static Inference request(int secondsAgo) {
        Inference inference = Asking.read(
                Asking.deployment("a", "m", 1, 1),
                new Asking.Client(),
                System.nanoTime() - Duration.ofSeconds(secondsAgo).toNanos());
        inference.legStarted();
        return inference;
    }

    @Test
    void sendsNoMoreAtOnceThanTheRetryBudgetAllows() {
        ResumeQueue queue = queue();

        IntStream.range(0, 5).forEach(i -> queue.add(request(1), new WaitingAnswer()));

        assertThat(sent).hasSize(AT_ONCE);
        assertThat(queue.waiting()).isEqualTo(5);

        // answered: its place in the budget is free
        retries.finish(sent.getFirst().inference());
        assertThat(sent).hasSize(AT_ONCE + 1);
    }

    @Test
    void sendsTheOldestRequestFirst() {
        ResumeQueue queue = queue();
        Inference[] first = {request(1), request(1)};
        queue.add(first[0], new WaitingAnswer());
        queue.add(first[1], new WaitingAnswer());
        Inference young = request(2);
        Inference old = request(60);
        Inference middle = request(30);
        queue.add(young, new WaitingAnswer());
        queue.add(old, new WaitingAnswer());
        queue.add(middle, new WaitingAnswer());

        sent.getFirst().done().accept(null);
        sent.get(1).done().accept(null);

        assertThat(sent.stream().map(Sent::inference)).containsExactly(first[0], first[1], old, middle);
    }

    @Test
    void triesAgainAfterAPauseWhenNobodyTookIt() {
        ResumeQueue queue = queue();
        queue.add(request(1), new WaitingAnswer());

        sent.getFirst().done().accept(new UpstreamUnavailableException("full"));

        assertThat(sent).hasSize(2);
        assertThat(queue.waiting()).isOne();
    }

    @Test
    void isOverOnceAnUpstreamGoesOn() {
        ResumeQueue queue = queue();
        queue.add(request(1), new WaitingAnswer());

        sent.getFirst().done().accept(null);

        assertThat(queue.waiting()).isZero();
        assertThat(retries.underWay()).isZero();
    }

    @Test
    void refusesAtOnceWhatIsHopeless() {
        ResumeQueue queue = queue();
        WaitingAnswer answer = new WaitingAnswer();
        answer.hopeless = ResumeRefusal.BROKE_ENGINES;
        queue.add(request(1), answer);

        sent.getFirst().done().accept(new UpstreamUnavailableException("it broke two"));

        assertThat(answer.refused).isEqualTo(ResumeRefusal.BROKE_ENGINES);
        assertThat(queue.waiting()).isZero();
    }

    @Test
    void refusesWhatHasNoRoomInTheQueue() {
        ResumeQueue queue = queue(1, Duration.ofMinutes(1), Duration.ZERO);
        IntStream.range(0, AT_ONCE).forEach(i -> queue.add(request(1), new WaitingAnswer()));
        queue.add(request(1), new WaitingAnswer());
        WaitingAnswer tooMany = new WaitingAnswer();

        queue.add(request(100), tooMany);

        assertThat(tooMany.refused).isEqualTo(ResumeRefusal.QUEUE_FULL);
    }

    @Test
    void refusesWhatHasWaitedPastTheDeadline() {
        ResumeQueue queue = queue(100, Duration.ZERO, Duration.ofMinutes(1));
        IntStream.range(0, AT_ONCE).forEach(i -> queue.add(request(1), new WaitingAnswer()));
        WaitingAnswer late = new WaitingAnswer();

        queue.add(request(1), late);

        ticks.tick();

        assertThat(late.refused).isEqualTo(ResumeRefusal.NO_CAPACITY);
    }

    @Test
    void forgetsAnAnswerWhoseClientHasLeft() {
        ResumeQueue queue = queue();
        IntStream.range(0, AT_ONCE).forEach(i -> queue.add(request(1), new WaitingAnswer()));
        WaitingAnswer left = new WaitingAnswer();
        queue.add(request(1), left);
        left.waits = false;

        sent.getFirst().done().accept(null);

        assertThat(sent).hasSize(AT_ONCE);
        assertThat(queue.waiting()).isEqualTo(AT_ONCE - 1);
    }

    @Test
    void tellsTheRouteWhenItIsTheLastTime() {
        ResumeQueue queue = queue();
        WaitingAnswer last = new WaitingAnswer();
        last.last = true;

        queue.add(request(1), last);

        assertThat(sent.getFirst().last()).isTrue();
    }
}
