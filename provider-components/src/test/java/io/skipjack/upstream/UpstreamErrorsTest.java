package io.skipjack.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UpstreamErrorsTest {
    private static final String EXPECTED = "{\"error\":{\"message\":\"too long\",\"type\":\"BadRequestError\","
            + "\"param\":\"messages\",\"code\":null}}";

    @ParameterizedTest
    @ValueSource(
            strings = {
                // vLLM
                "{\"error\":{\"message\":\"too long\",\"type\":\"BadRequestError\",\"param\":\"messages\",\"code\":400}}",
                // vLLM before 0.11
                "{\"object\":\"error\",\"message\":\"too long\",\"type\":\"BadRequestError\",\"param\":\"messages\",\"code\":400}"
            })
    void everyEnginesErrorLooksLikeOpenAis(String body) {
        assertThat(json(400, body)).isEqualTo(EXPECTED);
    }

    @Test
    void aTextCodeIsKept() {
        assertThat(json(400, "{\"error\":{\"message\":\"m\",\"code\":\"context_length_exceeded\"}}"))
                .contains("\"code\":\"context_length_exceeded\"")
                .contains("\"type\":\"invalid_request_error\"");
    }

    @Test
    void fastApisDetailIsAMessage() {
        assertThat(json(404, "{\"detail\":\"Not Found\"}")).contains("\"message\":\"Not Found\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<html>nginx at 10.0.0.5</html>",
                "",
                "null",
                "[]",
                "\"text\"",
                "{\"error\":1",
                "{\"error\":null}"
            })
    void whatIsNoErrorAtAllIsNotRepeated(String body) {
        assertThat(json(422, body))
                .contains("\"message\":\"The engine refused the request with status 422.\"")
                .contains("\"type\":\"invalid_request_error\"");
    }

    @Test
    void aLongMessageIsCut() {
        assertThat(json(400, "{\"detail\":\"" + "x".repeat(100_000) + "\"}")).hasSizeLessThan(2_200);
    }

    @Test
    void statusAndRetryAfterStayAndTheBodyIsReleased() {
        ByteBuf body = Unpooled.copiedBuffer("{}", StandardCharsets.UTF_8);

        Answer.Whole answer = UpstreamErrors.normalised(
                409, new DefaultHttpHeaders().set("Retry-After", "3").set("X-Pod", "a"), body);

        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.headers().names()).containsExactlyInAnyOrder("content-type", "retry-after");
        assertThat(body.refCnt()).isZero();
        answer.body().release();
    }

    private static String json(int status, String body) {
        Answer.Whole answer = UpstreamErrors.normalised(
                status, new DefaultHttpHeaders(), Unpooled.copiedBuffer(body, StandardCharsets.UTF_8));
        try {
            return answer.body().toString(StandardCharsets.UTF_8);
        } finally {
            answer.body().release();
        }
    }
}
