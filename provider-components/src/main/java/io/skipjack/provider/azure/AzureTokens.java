package io.skipjack.provider.azure;

import com.fasterxml.jackson.databind.JsonNode;
import io.skipjack.domain.provider.ProviderUnavailableException;
import io.skipjack.provider.spi.CredentialRefusedException;
import io.skipjack.provider.spi.ProviderSettings;
import io.skipjack.provider.spi.Redaction;
import io.skipjack.provider.spi.RestAnswer;
import io.skipjack.provider.spi.RestClient;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Access tokens for a service principal: OAuth's client credentials by one form
 * (learn.microsoft.com/entra/identity-platform/v2-oauth2-client-creds-grant-flow), which needs no library. A token is kept
 * until five minutes before its end; of many who want one, one asks.
 */
final class AzureTokens {
    private static final Duration MARGIN = Duration.ofMinutes(5);
    private static final Duration TIMEOUT = Duration.ofSeconds(15);
    private static final String SCOPE = "https://management.azure.com/.default";

    private record Token(String value, Instant until) {}

    private final ProviderSettings settings;
    private final RestClient login;
    private final Redaction redaction;
    private @Nullable Token kept;

    AzureTokens(ProviderSettings settings, Redaction redaction) {
        this.settings = settings;
        this.redaction = redaction;
        this.login = new RestClient("azure login", settings.uri("login-endpoint"), TIMEOUT, redaction, () -> Map.of());
    }

    /** What lets us in to Azure Resource Manager. */
    synchronized Map<String, String> headers() throws ProviderUnavailableException, CredentialRefusedException {
        if (kept == null || kept.until().isBefore(Instant.now())) {
            kept = fetch();
        }
        return Map.of("Authorization", "Bearer " + kept.value());
    }

    private Token fetch() throws ProviderUnavailableException, CredentialRefusedException {
        String path = "/%s/oauth2/v2.0/token".formatted(RestClient.segment(settings.text("tenant-id")));
        RestAnswer answer = login.postForm(
                path,
                Map.of(
                        "grant_type",
                        "client_credentials",
                        "client_id",
                        settings.text("client-id"),
                        "client_secret",
                        settings.text("client-secret"),
                        "scope",
                        SCOPE));
        JsonNode json = answer.json();
        if (!answer.isOk()) {
            String said = redaction.sentence(
                    json.path("error_description").asText(answer.message()).replaceFirst("(?s)\\R.*| Trace ID.*", ""));
            throw new CredentialRefusedException(
                    "Microsoft Entra ID refuses the service principal, HTTP %d: %s".formatted(answer.status(), said));
        }
        String value = json.path("access_token").asText();
        if (value.isEmpty()) {
            throw new ProviderUnavailableException("getting a token of Microsoft Entra ID, none came");
        }
        Duration good = Duration.ofSeconds(json.path("expires_in").asLong()).minus(MARGIN);
        return new Token(value, Instant.now().plus(good));
    }
}
