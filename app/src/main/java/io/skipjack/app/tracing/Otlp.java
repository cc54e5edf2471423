package io.skipjack.app.tracing;

import io.skipjack.app.config.SkipjackProperties;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.core.env.PropertyResolver;

/** Where traces go and with which headers: the router's own keys first, then OpenTelemetry's variables. */
final class Otlp {
    private static final String SECTION = SkipjackProperties.PREFIX + ".tracing.";
    private static final String TRACES = "/v1/traces";

    private Otlp() {}

    /** URL that spans are posted to; empty for nowhere. */
    static String endpoint(PropertyResolver settings) {
        String base = first(settings, SECTION + "otlp-endpoint", "OTEL_EXPORTER_OTLP_ENDPOINT");
        if (base.isEmpty() || base.endsWith(TRACES)) {
            return base;
        }
        return base.replaceFirst("/+$", "") + TRACES;
    }

    /** Values are percent-encoded where they hold what would be read otherwise, as OpenTelemetry has it. */
    static Map<String, String> headers(PropertyResolver settings) {
        Map<String, String> headers = new LinkedHashMap<>();
        for (String pair : first(settings, SECTION + "otlp-headers", "OTEL_EXPORTER_OTLP_HEADERS")
                .split(",", -1)) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                headers.put(
                        pair.substring(0, equals).strip(),
                        decoded(pair.substring(equals + 1).strip()));
            }
        }
        return headers;
    }

    private static String decoded(String value) {
        try {
            return URLDecoder.decode(value.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException plain) {
            return value;
        }
    }

    private static String first(PropertyResolver settings, String key, String variable) {
        String ours = settings.getProperty(key, "");
        return ours.isEmpty() ? settings.getProperty(variable, "") : ours;
    }
}
