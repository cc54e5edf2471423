package io.skipjack.domain.resume;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class HandOverTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    /** Two minutes' notice: the last move is to be over after 110 s, and the first half ends after 55 s. */
    private static final Departure NOTICE = Departure.of(NOW, NOW.plusSeconds(120));

    private static final Moves ALONE = new Moves(0, 1);

    @Test
    void whereNobodyHurriesNothingMoves() {
        Departure drain = Departure.of(NOW, null);

        assertThat(HandOver.decide(StreamOutlook.UNKNOWN, drain, ALONE, NOW.plusSeconds(86_400)))
                .isEqualTo(HandOver.NO_DEADLINE);
    }

    @Test
    void whatEndsInTimeStaysAndWhatMayNotDoesNot() {
        // 0.1 s per token, reckoned as 0.15 s: 733 tokens fit into 110 s
        assertThat(decide(733, 0, ALONE)).isEqualTo(HandOver.ENDS_IN_TIME);
        assertThat(decide(734, 0, ALONE)).isEqualTo(HandOver.MAY_YET_END);
        assertThat(decide(733, 56, ALONE)).isEqualTo(HandOver.ITS_TURN);
        assertThat(decide(0, 109, ALONE)).as("its last event is due").isEqualTo(HandOver.ENDS_IN_TIME);
    }

    @Test
    void oneWithoutABoundHasTheFirstHalfToEndByItself() {
        assertThat(decide(null, 54, ALONE)).isEqualTo(HandOver.MAY_YET_END);
        assertThat(decide(null, 55, ALONE)).isEqualTo(HandOver.ITS_TURN);
    }

    @Test
    void manyBeginAtOnceAsFewOfThem() {
        // 27 rounds of 8 at 2 s each are less than half of 110 s, 28 are not
        assertThat(decide(null, 0, new Moves(0, 216))).isEqualTo(HandOver.MAY_YET_END);
        assertThat(decide(null, 0, new Moves(0, 224))).isEqualTo(HandOver.ITS_TURN);
        assertThat(decide(null, 0, new Moves(8, 224))).isEqualTo(HandOver.OTHERS_FIRST);
    }

    @Test
    void moreAtOnceOnlyWhenAFewWouldBeTooSlow() {
        assertThat(decide(null, 90, new Moves(8, 80))).isEqualTo(HandOver.OTHERS_FIRST);
        assertThat(decide(null, 90, new Moves(8, 81))).isEqualTo(HandOver.HURRIES);
        assertThat(decide(null, 90, new Moves(9, 81))).isEqualTo(HandOver.OTHERS_FIRST);
        assertThat(decide(null, 108, new Moves(80, 81))).as("the last moment").isEqualTo(HandOver.HURRIES);
        assertThat(decide(null, 500, new Moves(80, 81))).as("too late").isEqualTo(HandOver.HURRIES);
    }

    @Test
    void theMarginIsAQuarterOfAShortNotice() {
        assertThat(NOTICE.margin()).isEqualTo(Duration.ofSeconds(10));
        assertThat(Departure.of(NOW, NOW.plusSeconds(20)).margin()).isEqualTo(Duration.ofSeconds(5));
        assertThat(Departure.of(NOW, NOW.minusSeconds(1)).margin()).isZero();
        assertThat(Departure.of(NOW, null).atOnce()).isEqualTo(8);
    }

    @Test
    void whatCannotBeCountedIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new StreamOutlook(-2, Duration.ZERO));
        assertThatIllegalArgumentException().isThrownBy(() -> new StreamOutlook(1, Duration.ofMillis(-1)));
        assertThatIllegalArgumentException().isThrownBy(() -> new Moves(-1, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new Departure(NOW, null, Duration.ZERO, 0));
    }

    private static HandOver decide(@Nullable Integer tokens, int seconds, Moves moves) {
        StreamOutlook outlook =
                tokens == null ? StreamOutlook.UNKNOWN : new StreamOutlook(tokens, Duration.ofMillis(100));
        HandOver decision = HandOver.decide(outlook, NOTICE, moves, NOW.plusSeconds(seconds));
        assertThat(decision.reason()).isNotBlank();
        return decision;
    }
}
