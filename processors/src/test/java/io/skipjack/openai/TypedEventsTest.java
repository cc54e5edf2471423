package io.skipjack.openai;

import static io.skipjack.openai.EventInspector.ABORT;
import static io.skipjack.openai.EventInspector.CONTENT;
import static io.skipjack.openai.EventInspector.DATA;
import static io.skipjack.openai.EventInspector.DONE;
import static io.skipjack.openai.EventInspector.ERROR;
import static io.skipjack.openai.EventInspector.FINISH;
import static io.skipjack.openai.EventInspector.USAGE;
import static io.skipjack.openai.Requests.utf8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The formats whose events have a {@code type}, and those that stream what they want. */
class TypedEventsTest {
    private static final String DONE_EVENT = "data: [DONE]\n\n";

    @Test
    void readsResponses() {
        EventInspector responses = new EventInspector(Operation.RESPONSES);

        assertThat(
                        see(
                                responses,
                                "event: response.created\ndata: {\"response\":{\"usage\":null,\"status\":\"in_progress\"},\"type\":\"response.created\"}\n\n"))
                .isEqualTo(DATA);
        assertThat(
                        see(
                                responses,
                                "event: response.output_text.delta\ndata: {\"delta\":\"a\",\"type\":\"response.output_text.delta\"}\n\n"))
                .isEqualTo(DATA | CONTENT);
        assertThat(responses.whole()).isFalse();
        assertThat(see(
                        responses,
                        "event: response.completed\ndata: {\"response\":{\"output\":[],\"usage\":{\"input_tokens\":5,\"output_tokens\":6}},"
                                + "\"type\":\"response.completed\"}\n\n"))
                .isEqualTo(DATA | FINISH | DONE | USAGE);
        assertThat(responses.whole()).isTrue();
        assertThat(responses.promptTokens()).isEqualTo(5);
        assertThat(responses.completionTokens()).isEqualTo(6);
    }

    @Test
    void tellsTheEndsOfAResponseApart() {
        EventInspector incomplete = new EventInspector(Operation.RESPONSES);
        EventInspector failed = new EventInspector(Operation.RESPONSES);
        EventInspector cancelled = new EventInspector(Operation.RESPONSES);

        assertThat(see(incomplete, "data: {\"type\":\"response.incomplete\",\"response\":{}}\n\n"))
                .isEqualTo(DATA | FINISH | DONE);
        assertThat(see(failed, "data: {\"type\":\"response.failed\",\"response\":{\"error\":{}}}\n\n"))
                .isEqualTo(DATA | ERROR);
        assertThat(see(cancelled, "data: {\"type\":\"response.cancelled\"}\n\n"))
                .isEqualTo(DATA | ABORT);
        assertThat(incomplete.whole()).isTrue();
        assertThat(failed.whole()).isFalse();
        assertThat(cancelled.whole()).isFalse();
    }

    @Test
    void readsMessagesWithUsageInTwoPlaces() {
        EventInspector messages = new EventInspector(Operation.MESSAGES);

        see(
                messages,
                "event: message_start\ndata: {\"type\":\"message_start\",\"message\":{\"role\":\"assistant\",\"stop_reason\":null,"
                        + "\"usage\":{\"input_tokens\":25,\"output_tokens\":1}}}\n\n");
        assertThat(see(messages, "event: ping\ndata: {\"type\":\"ping\"}\n\n")).isEqualTo(DATA);
        assertThat(see(
                        messages,
                        "event: content_block_delta\ndata: {\"type\":\"content_block_delta\",\"index\":0,"
                                + "\"delta\":{\"type\":\"text_delta\",\"text\":\"a\"}}\n\n"))
                .isEqualTo(DATA | CONTENT);
        assertThat(see(
                        messages,
                        "event: message_delta\ndata: {\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"end_turn\"},"
                                + "\"usage\":{\"output_tokens\":15}}\n\n"))
                .isEqualTo(DATA | FINISH | USAGE);
        assertThat(messages.whole()).isFalse();
        assertThat(see(messages, "event: message_stop\ndata: {\"type\":\"message_stop\"}\n\n"))
                .isEqualTo(DATA | DONE);
        assertThat(messages.whole()).isTrue();
        assertThat(messages.finishReason()).isEqualTo("end_turn");
        assertThat(messages.promptTokens()).isEqualTo(25);
        assertThat(messages.completionTokens()).isEqualTo(15);
    }

    @Test
    void doesNotTrustMessageStopAlone() {
        EventInspector messages = new EventInspector(Operation.MESSAGES);

        see(messages, "event: message_stop\ndata: {\"type\":\"message_stop\"}\n\n");
        assertThat(messages.whole()).isFalse();
    }

    @Test
    void readsTranscriptionsOfEitherKind() {
        EventInspector vllm = new EventInspector(Operation.AUDIO);
        EventInspector openai = new EventInspector(Operation.AUDIO);

        see(
                vllm,
                "data: {\"object\":\"transcription.chunk\",\"choices\":[{\"delta\":{\"content\":\"a\"},\"finish_reason\":null}]}\n\n");
        see(vllm, DONE_EVENT);
        assertThat(vllm.whole()).isFalse();
        see(vllm, delta("{}", "\"stop\""));
        assertThat(vllm.whole()).isTrue();
        assertThat(see(openai, "data: {\"type\":\"transcript.text.delta\",\"delta\":\"a\"}\n\n"))
                .isEqualTo(DATA | CONTENT);
        assertThat(openai.whole()).isFalse();
        see(
                openai,
                "data: {\"type\":\"transcript.text.done\",\"text\":\"a\",\"usage\":{\"input_tokens\":1,\"output_tokens\":2}}\n\n");
        assertThat(openai.whole()).isTrue();
        assertThat(openai.completionTokens()).isEqualTo(2);
    }

    @Test
    void letsOtherOperationsStreamWhatTheyWant() {
        EventInspector other = new EventInspector(Operation.OTHER);

        assertThat(see(other, "data: base64==\n\n")).isEqualTo(DATA | CONTENT);
        see(other, DONE_EVENT);
        assertThat(other.whole()).isTrue();
    }

    private static String delta(String delta, String reason) {
        return "data: {\"choices\":[{\"index\":0,\"delta\":" + delta + ",\"finish_reason\":" + reason + "}]}\n\n";
    }

    private static int see(EventInspector inspector, String event) {
        byte[] bytes = utf8(event);
        return inspector.inspect(bytes, 0, bytes.length);
    }
}
