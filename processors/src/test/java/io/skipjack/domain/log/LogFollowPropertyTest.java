package io.skipjack.domain.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class LogFollowPropertyTest {
    private static final Instant T0 = Instant.parse("2026-11-21T10:00:00Z");

    /** Whatever comes late, twice, or from a router that was restarted: each line once, and in order unless it was too late. */
    @Property(tries = 100)
    void everyLineIsToldOnceAndInOrder(@ForAll long seed, @ForAll boolean early) {
        LogFollow follow = new LogFollow(Duration.ofSeconds(2));
        Random chance = new Random(seed);
        List<LogLine> written = new ArrayList<>();
        List<Integer> seenAt = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            int at = chance.nextInt(100);
            written.add(line(at, "line " + chance.nextInt(20)));
            seenAt.add(at + chance.nextInt(early ? 2 : 60));
        }
        List<LogLine> told = new ArrayList<>();
        for (int now = 0; now < 200; now++) {
            Instant seenSince = chance.nextInt(9) == 0 ? null : follow.seenSince();
            List<LogLine> answer = new ArrayList<>();
            for (int i = 0; i < written.size(); i++) {
                boolean shown =
                        seenSince == null || !T0.plusSeconds(seenAt.get(i)).isBefore(seenSince);
                if (seenAt.get(i) <= now && shown) {
                    answer.add(written.get(i));
                }
            }
            answer.sort(LogLine.BY_TIME);
            follow.take(new LogFollow.Answer("router-1", T0, T0.plusSeconds(now), T0.plusSeconds(now), answer));
            told.addAll(follow.settled(T0.plusSeconds(now)));
        }

        assertThat(told).containsExactlyInAnyOrderElementsOf(written);
        if (early) {
            assertThat(told).isSortedAccordingTo(Comparator.comparing(LogLine::at));
        }
    }

    private static LogLine line(int second, String text) {
        return new LogLine(T0.plusSeconds(second), LogComponent.SPOT, "rack-1", text);
    }
}
