package io.skipjack.app.webhooks;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.skipjack.domain.event.EventFilter;
import io.skipjack.domain.event.OperatorEvent;
import io.skipjack.processors.admin.JsonText;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MessageTest {
    static final JsonText JSON = value -> {
        try {
            return JsonMapper.builder().build().writeValueAsBytes(value);
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    };

    private static final OperatorEvent EVENT = new OperatorEvent(
            7,
            Instant.parse("2026-11-29T10:00:00Z"),
            "replica.lost",
            "rack",
            "rack-1",
            "rack-1 is lost: <!channel> & more",
            Map.of("reason", "lost"));

    @Test
    void aGenericOneIsTheEvent() {
        assertThat(body(Webhook.Kind.GENERIC))
                .isEqualTo(
                        "{\"seq\":7,\"at\":\"2026-11-29T10:00:00Z\",\"kind\":\"replica.lost\",\"deployment\":\"rack\","
                                + "\"subject\":\"rack-1\",\"text\":\"rack-1 is lost: <!channel> & more\","
                                + "\"facts\":{\"reason\":\"lost\"}}");
    }

    @Test
    void slackGetsATextInWhichNobodyIsCalled() {
        assertThat(body(Webhook.Kind.SLACK))
                .isEqualTo("{\"text\":\"*rack* `replica.lost` rack-1 is lost: &lt;!channel&gt; &amp; more\"}");
    }

    /** As openssl has it: printf '1764410400.{}' | openssl dgst -sha256 -hmac secret. */
    @Test
    void theSignatureIsOverTimeAndBody() {
        assertThat(Message.signature(
                        "secret", Instant.ofEpochSecond(1764410400L), "{}".getBytes(StandardCharsets.UTF_8)))
                .isEqualTo("t=1764410400,v1=c1c1e6c6b4ca0ba4567691b99264ca751ceab92837c680f769c22cf0cbacb8fc");
    }

    private static String body(Webhook.Kind kind) {
        Webhook webhook = new Webhook("a", URI.create("https://a.b"), kind, EventFilter.ALL, null);
        return new String(Message.body(webhook, EVENT, JSON), StandardCharsets.UTF_8);
    }
}
