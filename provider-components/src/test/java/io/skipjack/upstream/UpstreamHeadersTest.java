package io.skipjack.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaders;
import io.skipjack.processors.inference.Caller;
import io.skipjack.processors.inference.Inference;
import io.skipjack.processors.inference.RequestHead;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class UpstreamHeadersTest {
    private static final Caller NOBODY = new Caller() {
        @Override
        public boolean gone() {
            return false;
        }

        @Override
        public void whenGone(Runnable action) {
            // it never leaves
        }

        @Override
        public void waiting() {
            // it does not mind
        }
    };

    @Test
    void onlyWhatIsOnTheListGoesUpstreamAndNeverTheClientsKey() {
        Map<String, String> sent = Map.of(
                "authorization", "Bearer sk-client",
                "x-api-key", "sk-client",
                "cookie", "a=b",
                "x-forwarded-for", "10.0.0.1",
                "traceparent", "00-1-2-01",
                "accept-encoding", "gzip",
                "user-agent", "curl");
        RequestHead head = new RequestHead("POST", "/v1/chat/completions", null, sent::get);
        HttpHeaders to = new DefaultHttpHeaders();

        UpstreamHeaders.toUpstream(
                new Inference("req_1", 0, head, new byte[0], NOBODY), List.of("accept", "traceparent"), to);

        assertThat(to.entries())
                .extracting(Map.Entry::getKey, Map.Entry::getValue)
                .containsExactlyInAnyOrder(
                        org.assertj.core.groups.Tuple.tuple("traceparent", "00-1-2-01"),
                        org.assertj.core.groups.Tuple.tuple("accept-encoding", "identity"),
                        org.assertj.core.groups.Tuple.tuple("user-agent", "skipjack"),
                        org.assertj.core.groups.Tuple.tuple("x-request-id", "req_1"));
    }

    @Test
    void whatBelongsToTheConnectionOrNamesTheUpstreamStaysBehind() {
        HttpHeaders from = new DefaultHttpHeaders()
                .add("Content-Type", "application/json")
                .add("Set-Cookie", "a=1")
                .add("Set-Cookie", "b=2")
                .add("openai-processing-ms", "12")
                .add("Connection", "close, X-Internal")
                .add("X-Internal", "10.0.0.5")
                .add("Keep-Alive", "timeout=5")
                .add("Transfer-Encoding", "chunked")
                .add("Content-Length", "3")
                .add("Server", "uvicorn")
                .add("Via", "1.1 10.0.0.5")
                .add("Location", "http://10.0.0.5/")
                .add("WWW-Authenticate", "Bearer realm=engine")
                .add("X-Request-Id", "theirs")
                .add("X-Skipjack-Tier", "forged");

        assertThat(UpstreamHeaders.toClient(from).entries())
                .extracting(Map.Entry::getKey)
                .containsExactly("content-type", "set-cookie", "set-cookie", "openai-processing-ms");
    }
}
