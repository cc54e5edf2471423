package io.skipjack.app.config;

import static io.skipjack.app.config.SkipjackPropertiesTest.bind;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.validation.BindValidationException;

/** Each section: one test of all defaults, one of all keys. */
class SectionsTest {
    private static final Map<String, ?> NOTHING = Map.of();
    private static final BreakerProperties BREAKER = new BreakerProperties(50, 20, 10, 5, 5);

    @Test
    void listenDefaults() {
        assertThat(bind(NOTHING).listen()).isEqualTo(new ListenProperties("0.0.0.0", 8080, seconds(600)));
    }

    @Test
    void listenKeys() {
        assertThat(bind(section("listen", "host", "127.0.0.1", "port", 1, "drain-timeout", "2s"))
                        .listen())
                .isEqualTo(new ListenProperties("127.0.0.1", 1, seconds(2)));
    }

    @Test
    void limitsDefaults() {
        assertThat(bind(NOTHING).limits())
                .isEqualTo(new LimitsProperties(
                        33_554_432,
                        8192,
                        4096,
                        100,
                        seconds(10),
                        seconds(30),
                        seconds(75),
                        seconds(60),
                        10_000,
                        1024,
                        10_000,
                        2_097_152,
                        8_388_608));
    }

    @Test
    void limitsKeys() {
        Map<String, Object> keys = section("limits", "max-body-bytes", 5000, "max-header-bytes", 5001);
        keys.putAll(section("limits", "max-request-line-bytes", 5002, "max-json-depth", 9));
        keys.putAll(section("limits", "header-read-timeout", "1s", "body-read-timeout", "2s"));
        keys.putAll(section("limits", "keep-alive-timeout", "3s", "write-stall-timeout", "4s"));
        keys.putAll(section("limits", "max-connections", 5, "max-connections-per-address", 6, "max-in-flight", 7));
        keys.putAll(section("limits", "max-event-bytes", 5003, "max-buffered-answer-bytes", 5004));

        assertThat(bind(keys).limits())
                .isEqualTo(new LimitsProperties(
                        5000, 5001, 5002, 9, seconds(1), seconds(2), seconds(3), seconds(4), 5, 6, 7, 5003, 5004));
    }

    @Test
    void holdDefaults() {
        assertThat(bind(NOTHING).hold()).isEqualTo(new HoldProperties(1000, seconds(300), seconds(5), seconds(1)));
    }

    @Test
    void holdKeys() {
        Map<String, Object> keys = section("hold", "max-waiting", 1, "deadline", "2s");
        keys.putAll(section("hold", "heartbeat", "3s", "retry-interval", "4s"));

        assertThat(bind(keys).hold()).isEqualTo(new HoldProperties(1, seconds(2), seconds(3), seconds(4)));
    }

    @Test
    void retryDefaults() {
        assertThat(bind(NOTHING).retry()).isEqualTo(new RetryProperties(20, 3, 2));
    }

    @Test
    void retryKeys() {
        assertThat(bind(section("retry", "budget-percent", 1, "budget-min", 2, "max-upstreams-per-tier", 3))
                        .retry())
                .isEqualTo(new RetryProperties(1, 2, 3));
    }

    @Test
    void resumeDefaults() {
        assertThat(bind(NOTHING).resume())
                .isEqualTo(new ResumeProperties(true, 2, 2000, seconds(120), seconds(15), 256, 1 << 20, 256L << 20));
    }

    @Test
    void resumeKeys() {
        Map<String, Object> keys = section("resume", "enabled", false, "max-per-request", 1, "max-waiting", 2);
        keys.putAll(section("resume", "deadline", "3s", "max-pause", "7s", "assemble-from", 4));
        keys.putAll(section("resume", "max-bytes-per-answer", 5, "max-bytes", 6));

        assertThat(bind(keys).resume()).isEqualTo(new ResumeProperties(false, 1, 2, seconds(3), seconds(7), 4, 5, 6));
    }

    @Test
    void spotDefaults() {
        assertThat(bind(NOTHING).spot())
                .isEqualTo(new SpotProperties(
                        "least-in-flight", 64, seconds(30), seconds(2), seconds(30), seconds(20), 256, BREAKER));
    }

    @Test
    void spotKeys() {
        assertThat(bind(tier("spot")).spot())
                .isEqualTo(new SpotProperties(
                        "round-robin",
                        1,
                        seconds(2),
                        seconds(3),
                        seconds(4),
                        seconds(5),
                        6,
                        new BreakerProperties(1, 2, 3, 4, 5)));
    }

    @Test
    void serverlessDefaults() {
        assertThat(bind(NOTHING).serverless())
                .isEqualTo(new ServerlessProperties(
                        "least-in-flight", 1000, seconds(0), seconds(5), seconds(300), seconds(60), 256, BREAKER));
    }

    @Test
    void serverlessKeys() {
        assertThat(bind(tier("serverless")).serverless())
                .isEqualTo(new ServerlessProperties(
                        "round-robin",
                        1,
                        seconds(2),
                        seconds(3),
                        seconds(4),
                        seconds(5),
                        6,
                        new BreakerProperties(1, 2, 3, 4, 5)));
    }

    @Test
    void ejectionDefaults() {
        assertThat(bind(NOTHING).ejection()).isEqualTo(new EjectionProperties(3, seconds(10), seconds(300), 50, 10));
    }

    @Test
    void ejectionKeys() {
        Map<String, Object> keys = section("ejection", "consecutive-failures", 1, "base", "2s", "max", "3s");
        keys.putAll(section("ejection", "max-ejected-percent", 4, "latency-factor", 5.5));

        assertThat(bind(keys).ejection()).isEqualTo(new EjectionProperties(1, seconds(2), seconds(3), 4, 5.5));
    }

    @Test
    void aLongestEjectionBelowTheFirstIsRefused() {
        assertThatThrownBy(() -> bind(section("ejection", "base", "10s", "max", "3s")))
                .hasRootCauseInstanceOf(BindValidationException.class);
    }

    @Test
    void probeDefaults() {
        assertThat(bind(NOTHING).probe()).isEqualTo(new ProbeProperties(seconds(2), seconds(60), seconds(5), 2, 3));
    }

    @Test
    void probeKeys() {
        Map<String, Object> keys = section("probe", "health-interval", "1s", "generation-interval", "2s");
        keys.putAll(section("probe", "timeout", "3s", "healthy-after", 4, "unhealthy-after", 5));

        assertThat(bind(keys).probe()).isEqualTo(new ProbeProperties(seconds(1), seconds(2), seconds(3), 4, 5));
    }

    @Test
    void liveDefaults() {
        assertThat(bind(NOTHING).live())
                .isEqualTo(new LiveProperties(seconds(1), Duration.ofHours(1), Path.of("routes"), Path.of("kamelets")));
    }

    @Test
    void liveKeys() {
        Map<String, Object> keys = section("live", "poll", "2s", "drain-limit", "3s");
        keys.putAll(section("live", "routes-dir", "/r", "kamelets-dir", "/k"));

        assertThat(bind(keys).live())
                .isEqualTo(new LiveProperties(seconds(2), seconds(3), Path.of("/r"), Path.of("/k")));
    }

    @Test
    void operatorsDefaults() {
        assertThat(bind(NOTHING).operators()).isEqualTo(new OperatorsProperties("operator", ""));
    }

    @Test
    void operatorsKeys() {
        assertThat(bind(section("operators", "user", "u", "password", "p")).operators())
                .isEqualTo(new OperatorsProperties("u", "p"));
    }

    private static Map<String, Object> tier(String name) {
        Map<String, Object> keys = section(name, "routing-policy", "round-robin", "max-in-flight-per-upstream", 1);
        keys.putAll(section(name, "slow-start", "2s", "connect-timeout", "3s", "first-byte-timeout", "4s"));
        keys.putAll(section(name, "idle-timeout", "5s", "max-idle-connections", 6));
        keys.putAll(section(name + ".breaker", "failure-percent", 1, "minimum-calls", 2, "window-seconds", 3));
        keys.putAll(section(name + ".breaker", "open-seconds", 4, "half-open-calls", 5));
        return keys;
    }

    static Map<String, Object> section(String name, Object... keysAndValues) {
        Map<String, Object> section = new LinkedHashMap<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            section.put("skipjack." + name + "." + keysAndValues[i], keysAndValues[i + 1]);
        }
        return section;
    }

    private static Duration seconds(long seconds) {
        return Duration.ofSeconds(seconds);
    }
}
