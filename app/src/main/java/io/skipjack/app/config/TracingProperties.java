package io.skipjack.app.config;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Traces of requests, sent over OTLP (HTTP, protobuf).
 *
 * @param otlpEndpoint base URL of a collector, such as {@code http://localhost:4318}; empty for none, unless {@code
 *     OTEL_EXPORTER_OTLP_ENDPOINT} names one
 * @param otlpHeaders sent to it, {@code NAME=VALUE,NAME=VALUE}; they may hold a secret
 * @param samplePercent of the requests that belong to no trace yet, 0 to 100; one that does is kept where its client keeps it
 */
public record TracingProperties(
        @Pattern(regexp = "|https?://.+", message = "must be an http or https URL such as http://localhost:4318")
        @DefaultValue("")
        String otlpEndpoint,

        @Pattern(regexp = "|[^=,]+=[^,]*(,[^=,]+=[^,]*)*", message = "must be NAME=VALUE,NAME=VALUE") @DefaultValue("")
        String otlpHeaders,

        @Min(0) @Max(100) @DefaultValue("100") int samplePercent) {

    /** Without the headers: they may hold a secret. */
    @Override
    public String toString() {
        return "TracingProperties[otlpEndpoint=%s, samplePercent=%d]".formatted(otlpEndpoint, samplePercent);
    }
}
