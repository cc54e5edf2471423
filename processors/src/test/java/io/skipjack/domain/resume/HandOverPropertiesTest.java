package io.skipjack.domain.resume;

import static org.assertj.core.api.Assertions.assertThat;

import io.skipjack.domain.resume.HandOver.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** An upstream full of answers goes, in virtual time: each asks at each of its events, and moves when it is told to. */
class HandOverPropertiesTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final int SLOWEST_EVENT_MILLIS = 300;

    @Property(tries = 100)
    void allThatCannotEndHaveMovedInTimeAFewAtOnce(
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 200) int answers,
            @ForAll @IntRange(max = 180) int notice) {
        Instant by = START.plusSeconds(notice);
        Departure departure = Departure.of(START, by);
        Stage stage = new Stage(new Random(seed), departure, answers);

        Instant over = stage.play();

        // with so little notice that no move fits in, all begin at once, at their next event
        Instant end = by.minus(departure.margin());
        Instant soonest = START.plus(HandOver.MOVE);
        Instant last = end.isAfter(soonest) ? end : soonest;
        assertThat(over).isBeforeOrEqualTo(last.plusMillis(SLOWEST_EVENT_MILLIS));
        assertThat(stage.ended + stage.moved).isEqualTo(answers);
    }

    private static final class Answer {
        final boolean bounded;
        final int observedMillis;
        final int millis;
        int tokens;
        Instant next;
        boolean moves;

        /** It turns out to be slower than observed, by up to a half. */
        Answer(Random random) {
            bounded = random.nextBoolean();
            observedMillis = 20 + random.nextInt(180);
            millis = observedMillis + random.nextInt(observedMillis / 2);
            tokens = 1 + random.nextInt(4_000);
            next = START.plusMillis(random.nextInt(millis));
        }

        Instant next() {
            return next;
        }

        StreamOutlook outlook() {
            return bounded ? new StreamOutlook(tokens, Duration.ofMillis(observedMillis)) : StreamOutlook.UNKNOWN;
        }
    }

    private static final class Stage {
        final Random random;
        final Departure departure;
        final PriorityQueue<Answer> running = new PriorityQueue<>(Comparator.comparing(Answer::next));
        int underWay;
        int moved;
        int ended;

        Stage(Random random, Departure departure, int answers) {
            this.random = random;
            this.departure = departure;
            for (int i = 0; i < answers; i++) {
                running.add(new Answer(random));
            }
        }

        /** Until nothing runs there any more; when that was. */
        Instant play() {
            Instant now = START;
            for (Answer answer = running.poll(); answer != null; answer = running.poll()) {
                now = answer.next;
                event(answer, now);
            }
            return now;
        }

        private void event(Answer answer, Instant now) {
            if (answer.moves) {
                underWay--;
                moved++;
            } else if (--answer.tokens < 0) {
                ended++;
            } else {
                ask(answer, now);
                running.add(answer);
            }
        }

        private void ask(Answer answer, Instant now) {
            Moves moves = new Moves(underWay, running.size() + 1);
            HandOver decision = HandOver.decide(answer.outlook(), departure, moves, now);
            boolean goes = decision.step() == Step.MOVE;
            if (goes) {
                assertThat(underWay < departure.atOnce() || decision == HandOver.HURRIES)
                        .isTrue();
                underWay++;
                answer.moves = true;
            }
            answer.next = now.plusMillis(goes ? 100 + random.nextInt(1_900) : answer.millis);
        }
    }
}
