package io.skipjack.openai;

import static io.skipjack.openai.Requests.text;
import static io.skipjack.openai.Requests.utf8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Row 27: events are the same however the stream is cut. */
class SseFramerTest {
    private static final int MIB = 1 << 20;

    @Test
    void endsAnEventAtAnEmptyLine() {
        assertThat(events("data: a\n\ndata: b\n\n: c\n\nda")).containsExactly("data: a\n\n", "data: b\n\n", ": c\n\n");
        assertThat(events("event: x\ndata: a\ndata: b\n\n")).containsExactly("event: x\ndata: a\ndata: b\n\n");
    }

    @Test
    void takesAllThreeLineEnds() {
        assertThat(events("data: a\r\n\r\ndata: b\r\n\r\n")).containsExactly("data: a\r\n\r\n", "data: b\r\n\r\n");
        assertThat(events("data: a\r\rdata: b\r\r")).containsExactly("data: a\r\r", "data: b\r\r");
        assertThat(events("e: 1\rdata: a\r\rdata: b\n\n")).containsExactly("e: 1\rdata: a\r\r", "data: b\n\n");
        assertThat(events("data: a\r\n\ndata: b\n\r\n")).containsExactly("data: a\r\n\n", "data: b\n\r");
    }

    @Test
    void givesTheLineFeedOfAClosingCarriageReturnToTheNextEvent() {
        assertThat(events("data: a\r\r\ndata: b\r\r")).containsExactly("data: a\r\r", "\ndata: b\r\r");
    }

    @Test
    void endsAnEventOneByteLateWhenAStreamChangesItsLineEnds() {
        assertThat(events("data: a\r\n\rdata: b\n\n")).containsExactly("data: a\r\n\r", "data: b\n\n");
    }

    @Test
    void countsAnEmptyLineAsAnEvent() {
        assertThat(events("\n\ndata: a\n\n\n")).containsExactly("\n", "\n", "data: a\n\n", "\n");
    }

    @Test
    void reportsAnEventAsSoonAsItsLastByteIsThere() {
        for (String stream : List.of("data: a\n\n", "data: a\r\n\r\n", "data: a\r\r")) {
            SseFramer framer = new SseFramer(MIB);
            byte[] bytes = utf8(stream);
            for (int i = 0; i < bytes.length - 1; i++) {
                assertThat(framer.next(bytes, i, i + 1)).isEqualTo(SseFramer.MORE);
                assertThat(framer.pending()).isEqualTo(i + 1);
                assertThat(framer.atBoundary()).isEqualTo(i == bytes.length - 2 && stream.endsWith("\n\r\n"));
            }
            assertThat(framer.next(bytes, bytes.length - 1, bytes.length)).isEqualTo(bytes.length);
            assertThat(framer.atBoundary()).isTrue();
        }
    }

    @Test
    void knowsAStreamThatStopsWithinAnEvent() {
        SseFramer framer = new SseFramer(MIB);
        byte[] bytes = utf8("data: a\n\ndata: b\n");

        assertThat(framer.next(bytes, 0, bytes.length)).isEqualTo(9);
        assertThat(framer.next(bytes, 9, bytes.length)).isEqualTo(SseFramer.MORE);
        assertThat(framer.atBoundary()).isFalse();
        assertThat(framer.pending()).isEqualTo(8);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 8, 4096, MIB})
    void limitsTheSizeOfAnEvent(int chunk) {
        byte[] fits = utf8("data: " + "x".repeat(MIB - 8) + "\n\n");
        byte[] tooLong = utf8("data: " + "x".repeat(MIB - 7) + "\n\n");

        assertThat(frame(new SseFramer(MIB), fits, chunk)).hasSize(1);
        assertThat(frame(new SseFramer(MIB), tooLong, chunk)).containsExactly("TOO LARGE");
    }

    @Test
    void refusesALimitBelowOne() {
        assertThatThrownBy(() -> new SseFramer(0)).isInstanceOf(IllegalArgumentException.class);
    }

    @Property(tries = 2000)
    void findsTheSameEventsForAllSplits(
            @ForAll("streams") String stream, @ForAll @IntRange(min = 1, max = 40) int limit) {
        byte[] bytes = utf8(stream);
        List<String> whole = frame(new SseFramer(limit), bytes, bytes.length);

        for (int chunk = 1; chunk <= Math.min(bytes.length, 9); chunk++) {
            assertThat(frame(new SseFramer(limit), bytes, chunk)).isEqualTo(whole);
        }
        for (int cut = 0; cut <= bytes.length; cut++) {
            assertThat(frameInTwo(new SseFramer(limit), bytes, cut)).isEqualTo(whole);
        }
    }

    @Property(tries = 1000)
    void agreesWithASimpleReadingOfTheStandard(@ForAll("streams") String stream) {
        List<String> fromFramer = new ArrayList<>();
        for (String event : events(stream)) {
            fromFramer.addAll(lines(event));
        }
        String complete = String.join("", events(stream));
        assertThat(stream).startsWith(complete);
        assertThat(fromFramer.stream().filter(line -> !line.isEmpty()).toList())
                .isEqualTo(
                        lines(complete).stream().filter(line -> !line.isEmpty()).toList());
        for (String event : events(stream)) {
            List<String> lines = lines(event.startsWith("\n") && event.length() > 1 ? event.substring(1) : event);
            assertThat(lines.subList(0, lines.size() - 1)).doesNotContain("");
            assertThat(lines.getLast()).isEmpty();
        }
    }

    @Provide
    Arbitrary<String> streams() {
        return Arbitraries.of(
                        "data: a",
                        "data:é😀\t",
                        ": c",
                        "event: e",
                        "\n",
                        "\n",
                        "\n\n",
                        "\r",
                        "\r\n",
                        "\r\n",
                        "\r\n\r\n",
                        "12345678",
                        "x")
                .list()
                .ofMaxSize(14)
                .map(pieces -> String.join("", pieces));
    }

    private static List<String> lines(String text) {
        List<String> lines = new ArrayList<>(Arrays.asList(text.split("\r\n|\n|\r", -1)));
        lines.removeLast();
        return lines;
    }

    private static List<String> events(String stream) {
        return frame(new SseFramer(MIB), utf8(stream), Math.max(1, stream.length()));
    }

    private static List<String> frame(SseFramer framer, byte[] stream, int chunk) {
        Relay relay = new Relay(framer);
        for (int from = 0; from < stream.length; from += chunk) {
            relay.take(Arrays.copyOfRange(stream, from, Math.min(from + chunk, stream.length)));
        }
        return relay.events;
    }

    private static List<String> frameInTwo(SseFramer framer, byte[] stream, int cut) {
        Relay relay = new Relay(framer);
        relay.take(Arrays.copyOfRange(stream, 0, cut));
        relay.take(Arrays.copyOfRange(stream, cut, stream.length));
        return relay.events;
    }

    /** Collects whole events as a relay would. */
    private static final class Relay {
        private final SseFramer framer;
        private final List<String> events = new ArrayList<>();
        private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
        private boolean failed;

        Relay(SseFramer framer) {
            this.framer = framer;
        }

        void take(byte[] chunk) {
            int from = 0;
            int end = failed ? SseFramer.MORE : framer.next(chunk, 0, chunk.length);
            while (end >= 0) {
                kept.write(chunk, from, end - from);
                events.add(text(kept.toByteArray()));
                kept.reset();
                from = end;
                end = framer.next(chunk, from, chunk.length);
            }
            if (end == SseFramer.TOO_LARGE) {
                failed = true;
                events.add("TOO LARGE");
            }
            kept.write(chunk, from, chunk.length - from);
        }
    }
}
