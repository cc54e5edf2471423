package io.skipjack.app.config;

import static io.skipjack.app.config.SectionsTest.section;
import static io.skipjack.app.config.SkipjackPropertiesTest.bind;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.validation.BindValidationException;

class TracingSectionTest {
    @Test
    void tracingDefaults() {
        assertThat(bind(Map.of()).tracing()).isEqualTo(new TracingProperties("", "", 100));
    }

    @Test
    void tracingKeys() {
        Map<String, Object> keys = section("tracing", "otlp-endpoint", "http://c:4318", "sample-percent", 5);
        keys.putAll(section("tracing", "otlp-headers", "a=b,c=d"));

        assertThat(bind(keys).tracing()).isEqualTo(new TracingProperties("http://c:4318", "a=b,c=d", 5));
    }

    @ParameterizedTest
    @CsvSource({"otlp-endpoint, localhost:4318", "otlp-headers, secret", "sample-percent, 101", "sample-percent, -1"})
    void whatCannotWorkIsRefused(String key, String value) {
        assertThatThrownBy(() -> bind(section("tracing", key, value)))
                .hasRootCauseInstanceOf(BindValidationException.class);
    }

    @Test
    void headersAreNotShown() {
        assertThat(new TracingProperties("http://c", "authorization=secret", 1).toString())
                .doesNotContain("secret");
    }
}
