package io.skipjack.app.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StreamMeterTest {
    private static final String ROLE = event("{\"role\":\"assistant\",\"content\":\"\"}", "null");
    private static final String TOKEN = event("{\"content\":\"word\"}", "null");
    private static final String LAST = event("{}", "\"stop\"");
    private static final String USAGE =
            "data: {\"choices\":[],\"usage\":{\"prompt_tokens\":21,\"completion_tokens\":3}}\n\n";
    private static final String DONE = "data: [DONE]\n\n";

    private final List<Long> gaps = new ArrayList<>();
    private long now = 1_000;

    @Test
    void timesAreTakenWhenTokensCome() {
        StreamMeter meter = meter();

        at(2_000, meter, ": waiting\n\n");
        at(3_000, meter, ROLE);
        at(4_000, meter, TOKEN);
        at(4_500, meter, TOKEN);
        at(6_000, meter, TOKEN + LAST);
        at(7_000, meter, USAGE + DONE);

        assertThat(end(meter)).isEqualTo(new Reply("", "spot", 2_000, 4_000, 7_000, 21, 3));
        assertThat(gaps).containsExactly(500L, 1_500L);
    }

    @Test
    void itDoesNotMatterHowTheStreamIsCut() {
        byte[] all = (": hi\n\n" + ROLE + TOKEN + TOKEN + LAST + USAGE + DONE).getBytes(StandardCharsets.UTF_8);
        for (int size = 1; size < 80; size++) {
            StreamMeter meter = meter();
            for (int from = 0; from < all.length; from += size) {
                meter.onNext(List.of(ByteBuffer.wrap(all, from, Math.min(size, all.length - from))
                        .asReadOnlyBuffer()));
            }
            Reply reply = end(meter);
            assertThat(reply.trouble()).as("pieces of %d bytes", size).isEmpty();
            assertThat(reply.completionTokens()).isEqualTo(3);
        }
    }

    @Test
    void withoutUsageTokensAreCounted() {
        StreamMeter meter = meter();

        at(1, meter, ROLE + TOKEN + TOKEN + LAST + DONE);

        assertThat(end(meter).completionTokens()).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource(delimiterString = " ~ ", textBlock = """
            TOKEN LAST ~ cut
            TOKEN DONE ~ cut
            TOKEN ~ cut
            '' ~ cut
            TOKEN LAST DONE ~ ''
            TOKEN ERROR DONE ~ error in the answer
            TOKEN ABORT DONE ~ error in the answer
            """)
    void anAnswerIsGoodOnlyWhenItIsWhole(String events, String trouble) {
        StreamMeter meter = meter();

        at(
                1,
                meter,
                events.replace(" ", "")
                        .replace("TOKEN", TOKEN)
                        .replace("LAST", LAST)
                        .replace("DONE", DONE)
                        .replace("ERROR", "data: {\"error\":{\"message\":\"no\"}}\n\n")
                        .replace("ABORT", event("{}", "\"abort\"")));

        assertThat(end(meter).trouble()).isEqualTo(trouble);
    }

    @Test
    void aBrokenConnectionIsACut() {
        StreamMeter meter = meter();
        at(1, meter, TOKEN);

        meter.onError(new IOException("reset"));

        Reply reply = reply(meter);
        assertThat(reply.trouble()).isEqualTo("cut");
        assertThat(reply.tier()).isEqualTo("spot");
    }

    @Test
    void anErrorThatIsSaidBeforeTheEndIsNoCut() {
        StreamMeter meter = meter();
        at(1, meter, TOKEN + "event: error\ndata: {\"error\":{\"message\":\"gone\"}}\n\n");

        meter.onError(new IOException("closed"));

        assertThat(reply(meter).trouble()).isEqualTo("error in the answer");
    }

    @Test
    void anEventWithoutEndIsNotKept() {
        StreamMeter meter = meter();
        byte[] piece = new byte[1 << 18];
        Arrays.fill(piece, (byte) 'x');

        for (int i = 0; i < 20; i++) {
            meter.onNext(List.of(ByteBuffer.wrap(piece)));
        }

        assertThat(end(meter).trouble()).isEqualTo("not understood");
    }

    private StreamMeter meter() {
        return new StreamMeter("spot", () -> now, gaps::add);
    }

    private void at(long nanos, StreamMeter meter, String bytes) {
        now = nanos;
        meter.onNext(List.of(ByteBuffer.wrap(bytes.getBytes(StandardCharsets.UTF_8))));
    }

    private static Reply end(StreamMeter meter) {
        meter.onComplete();
        return reply(meter);
    }

    private static Reply reply(StreamMeter meter) {
        @Nullable Reply reply = meter.getBody().toCompletableFuture().getNow(null);
        assertThat(reply).isNotNull();
        return reply;
    }

    private static String event(String delta, String reason) {
        return "data: {\"choices\":[{\"index\":0,\"delta\":%s,\"finish_reason\":%s}]}\n\n".formatted(delta, reason);
    }
}
