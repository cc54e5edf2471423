package io.skipjack.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.skipjack.domain.deployment.Tier;
import io.skipjack.domain.routing.LegOutcome;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnswerStatusTest {
    @ParameterizedTest
    @CsvSource({
        "200, ,",
        "400, ,",
        "404, ,",
        "413, ,",
        "422, ,",
        "401, FAILED, FAILED",
        "403, FAILED, FAILED",
        "408, FAILED, FAILED",
        "429, BUSY, BUSY",
        "302, FAILED, FAILED",
        "500, FAILED, FAILED",
        "502, FAILED, COLD",
        "503, BUSY, COLD",
        "504, FAILED, COLD",
        "599, FAILED, FAILED"
    })
    void aStatusIsAnAnswerOrSaysSomethingOfItsUpstream(
            int status, @Nullable LegOutcome spot, @Nullable LegOutcome serverless) {
        assertThat(AnswerStatus.failure(status, Tier.SPOT)).isEqualTo(spot);
        assertThat(AnswerStatus.failure(status, Tier.SERVERLESS)).isEqualTo(serverless);
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "7, 7", "300, 300", "301, 300", "999999, 300"})
    void retryAfterIsTakenInSecondsUpToABound(String value, long seconds) {
        assertThat(AnswerStatus.retryAfter(503, new DefaultHttpHeaders().set("Retry-After", value)))
                .isEqualTo(Duration.ofSeconds(seconds));
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "7, 7", "60, 60", "61, 60", "86400, 60"})
    void oneThatIsThrottledRestsForAMinuteAtMost(String value, long seconds) {
        assertThat(AnswerStatus.retryAfter(429, new DefaultHttpHeaders().set("Retry-After", value)))
                .isEqualTo(Duration.ofSeconds(seconds));
    }

    @ParameterizedTest
    @CsvSource({"''", "-1", "1.5", "9999999", "'Wed, 21 Oct 2026 07:28:00 GMT'", "١"})
    void anythingElseIsAsIfAbsent(String value) {
        assertThat(AnswerStatus.retryAfter(503, new DefaultHttpHeaders().set("Retry-After", value)))
                .isNull();
        assertThat(AnswerStatus.retryAfter(503, new DefaultHttpHeaders())).isNull();
    }
}
