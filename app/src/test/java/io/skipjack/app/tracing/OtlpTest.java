package io.skipjack.app.tracing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import org.junit.jupiter.api.Test;
import org.springframework.mock.env.MockEnvironment;

class OtlpTest {
    private final MockEnvironment settings = new MockEnvironment();

    @Test
    void withoutAnEndpointNothingIsTraced() {
        assertThat(Otlp.endpoint(settings)).isEmpty();
        assertThat(Otlp.headers(settings)).isEmpty();
    }

    @Test
    void theBaseUrlIsCompletedOnce() {
        settings.setProperty("skipjack.tracing.otlp-endpoint", "http://localhost:4318/");
        assertThat(Otlp.endpoint(settings)).isEqualTo("http://localhost:4318/v1/traces");

        settings.setProperty("skipjack.tracing.otlp-endpoint", "https://c.example/x/v1/traces");
        assertThat(Otlp.endpoint(settings)).isEqualTo("https://c.example/x/v1/traces");
    }

    @Test
    void openTelemetrysVariablesCountWhereNothingIsSetHere() {
        settings.setProperty("skipjack.tracing.otlp-endpoint", "");
        settings.setProperty("OTEL_EXPORTER_OTLP_ENDPOINT", "http://otel:4318");
        settings.setProperty("OTEL_EXPORTER_OTLP_HEADERS", "Authorization=Basic%20abc+d==, x-team=gpu");

        assertThat(Otlp.endpoint(settings)).isEqualTo("http://otel:4318/v1/traces");
        assertThat(Otlp.headers(settings))
                .containsExactly(entry("Authorization", "Basic abc+d=="), entry("x-team", "gpu"));
    }
}
