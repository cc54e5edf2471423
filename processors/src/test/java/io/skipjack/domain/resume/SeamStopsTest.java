package io.skipjack.domain.resume;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class SeamStopsTest {
    @Test
    void findsOneThatBeganBeforeTheSeam() {
        SeamStops stops = new SeamStops(List.of("END", "other"), "so far E");
        assertThat(stops.endOfStop("N")).isEqualTo(-1);
        assertThat(stops.endOfStop("D and more")).isEqualTo(1);
    }

    @Test
    void leavesTheNextEnginesOwnToIt() {
        SeamStops stops = new SeamStops(List.of("END"), "so far ");
        assertThat(stops.endOfStop("END")).isEqualTo(-1);
    }

    @Test
    void doesNotFindWhatWasWholeBeforeTheSeam() {
        assertThat(new SeamStops(List.of("END"), "END").endOfStop("x")).isEqualTo(-1);
    }

    @Test
    void takesTheOneThatEndsFirst() {
        assertThat(new SeamStops(List.of("abcdef", "bc"), "xab").endOfStop("cdefg"))
                .isEqualTo(1);
    }

    @Test
    void withoutStopsOrTextThereAreNone() {
        assertThat(new SeamStops(List.of(), "abc").endOfStop("def")).isEqualTo(-1);
        assertThat(new SeamStops(List.of("x"), "x").endOfStop("x")).isEqualTo(-1);
        SeamStops stops = new SeamStops(List.of("ab"), "a");
        assertThat(stops.endOfStop("")).isEqualTo(-1);
        assertThat(stops.endOfStop("b")).isEqualTo(1);
    }

    /** As a search in the whole text, in whatever pieces it comes; a third of its letters may begin a stop string. */
    @Property(tries = 2000)
    void findsTheFirstThatStraddles(
            @ForAll("letters") String said,
            @ForAll("letters") String next,
            @ForAll @Size(min = 1, max = 3) List<@net.jqwik.api.From("stop") String> stops,
            @ForAll @IntRange(min = 1, max = 4) int piece) {
        int expected = -1;
        String all = said + next;
        for (int end = said.length() + 1; end <= all.length() && expected < 0; end++) {
            for (String stop : stops) {
                int start = end - stop.length();
                if (start >= 0 && start < said.length() && all.startsWith(stop, start)) {
                    expected = end;
                }
            }
        }
        SeamStops seam = new SeamStops(stops, said);
        int found = -1;
        for (int from = 0; from < next.length() && found < 0; from += piece) {
            String text = next.substring(from, Math.min(next.length(), from + piece));
            int end = seam.endOfStop(text);
            found = end < 0 ? -1 : said.length() + from + end;
        }
        assertThat(found).isEqualTo(expected);
    }

    @Provide
    Arbitrary<String> letters() {
        return Arbitraries.strings().withChars('a', 'b', 'c').ofMaxLength(12);
    }

    @Provide
    Arbitrary<String> stop() {
        return Arbitraries.strings().withChars('a', 'b', 'c').ofMinLength(1).ofMaxLength(4);
    }
}
