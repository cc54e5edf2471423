package io.skipjack.provider.cloudrun;

import com.fasterxml.jackson.databind.JsonNode;
import io.skipjack.provider.spi.ProviderSettings;
import io.skipjack.provider.spi.Redaction;
import io.skipjack.provider.spi.RestClient;
import java.net.URI;
import java.time.Duration;

/**
 * The APIs of Google that are called, all with the same credential.
 *
 * @param run Cloud Run's Admin API
 * @param logging Cloud Logging's
 * @param monitoring Cloud Monitoring's
 * @param billing Cloud Billing's price list
 */
record CloudRunApis(RestClient run, RestClient logging, RestClient monitoring, RestClient billing) {
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    static CloudRunApis of(ProviderSettings settings, Redaction redaction, GoogleTokens tokens) {
        return new CloudRunApis(
                client("cloudrun", settings.uri("endpoint"), redaction, tokens),
                client("cloudrun logging", settings.uri("logging-endpoint"), redaction, tokens),
                client("cloudrun monitoring", settings.uri("monitoring-endpoint"), redaction, tokens),
                client("cloudrun billing", settings.uri("billing-endpoint"), redaction, tokens));
    }

    /**
     * Where the page after this one is; empty after the last.
     *
     * @param first path of the first page, which has a query
     */
    static String nextPage(String first, JsonNode page) {
        String token = page.path("nextPageToken").asText();
        return token.isEmpty() ? "" : first + "&pageToken=" + RestClient.segment(token);
    }

    private static RestClient client(String name, URI base, Redaction redaction, GoogleTokens tokens) {
        return new RestClient(name, base, TIMEOUT, redaction, tokens::headers);
    }
}
