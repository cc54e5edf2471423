package io.skipjack.provider.cloudrun;

import com.google.auth.ServiceAccountSigner;
import com.google.auth.http.HttpTransportFactory;
import com.google.auth.oauth2.AccessToken;
import com.google.auth.oauth2.GoogleCredentials;
import com.google.auth.oauth2.IdTokenCredentials;
import com.google.auth.oauth2.IdTokenProvider;
import com.google.auth.oauth2.OAuth2Credentials;
import com.google.auth.oauth2.ServiceAccountCredentials;
import io.skipjack.domain.provider.ProviderUnavailableException;
import io.skipjack.domain.serverless.AccessHeaders;
import io.skipjack.provider.spi.CredentialRefusedException;
import io.skipjack.provider.spi.Redaction;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Google's tokens, from Google's own library: access tokens for APIs, identity tokens for private services. The library
 * keeps each until minutes before its end and asks for a new one once, however many want it. Nobody is asked before the
 * first token is needed.
 */
final class GoogleTokens {
    private static final String SCOPE = "https://www.googleapis.com/auth/cloud-platform";
    private static final HttpTransportFactory TRANSPORT = TokenTransport::new;

    private final CloudRunSettings settings;
    private final Redaction redaction;
    private final Map<String, IdTokenCredentials> identities = new ConcurrentHashMap<>();
    private @Nullable GoogleCredentials credentials;

    GoogleTokens(CloudRunSettings settings, Redaction redaction) {
        this.settings = settings;
        this.redaction = redaction;
    }

    /** What lets us in to Google's APIs. */
    Map<String, String> headers() throws ProviderUnavailableException, CredentialRefusedException {
        AccessToken token = token("getting an access token of Google", credentials());
        return Map.of("Authorization", "Bearer " + token.getTokenValue());
    }

    /** @param audience the service's own URL, which is what Cloud Run wants a token to be for */
    AccessHeaders identity(String audience) throws ProviderUnavailableException, CredentialRefusedException {
        GoogleCredentials source = credentials();
        if (!(source instanceof IdTokenProvider provider)) {
            throw new CredentialRefusedException(
                    "the credential cannot make identity tokens, which private services want; use a service account");
        }
        IdTokenCredentials identity = identities.computeIfAbsent(
                audience,
                wanted -> IdTokenCredentials.newBuilder()
                        .setIdTokenProvider(provider)
                        .setTargetAudience(wanted)
                        .setOptions(List.of(IdTokenProvider.Option.FORMAT_FULL, IdTokenProvider.Option.INCLUDE_EMAIL))
                        .build());
        AccessToken token = token("getting an identity token of Google", identity);
        Instant until = token.getExpirationTime() == null
                ? null
                : token.getExpirationTime().toInstant();
        return new AccessHeaders(Map.of("Authorization", "Bearer " + token.getTokenValue()), until);
    }

    /** Who we are in a policy, such as {@code serviceAccount:router@project.iam.gserviceaccount.com}; null if no service account. */
    @Nullable
    String member() throws ProviderUnavailableException, CredentialRefusedException {
        GoogleCredentials source = credentials();
        if (!(source instanceof ServiceAccountSigner account)) {
            return null;
        }
        try {
            return "serviceAccount:" + account.getAccount();
        } catch (IllegalStateException | SecurityException unknown) {
            throw TokenFailure.of("asking the machine for its service account", unknown, redaction);
        }
    }

    private AccessToken token(String doing, OAuth2Credentials source)
            throws ProviderUnavailableException, CredentialRefusedException {
        try {
            source.refreshIfExpired();
        } catch (IOException | IllegalArgumentException | IllegalStateException failure) {
            throw TokenFailure.of(doing, failure, redaction);
        }
        AccessToken token = source.getAccessToken();
        if (token == null || token.getTokenValue() == null) {
            throw new ProviderUnavailableException(doing + ", no token came");
        }
        return token;
    }

    private synchronized GoogleCredentials credentials()
            throws ProviderUnavailableException, CredentialRefusedException {
        if (credentials == null) {
            credentials = load();
        }
        return credentials;
    }

    /** Without the library's own retries, which wait: whoever calls us tries again later. */
    private GoogleCredentials load() throws CredentialRefusedException {
        GoogleCredentials loaded = settings.credentialsFile().isEmpty() ? fromMachine() : fromFile();
        GoogleCredentials scoped = loaded.createScoped(SCOPE);
        return scoped instanceof ServiceAccountCredentials account
                ? account.createWithCustomRetryStrategy(false)
                : scoped;
    }

    private GoogleCredentials fromFile() throws CredentialRefusedException {
        try (InputStream in = Files.newInputStream(Path.of(settings.credentialsFile()))) {
            return GoogleCredentials.fromStream(in, TRANSPORT);
        } catch (IOException | IllegalArgumentException unreadable) {
            throw new CredentialRefusedException(
                    "the file of skipjack.providers.cloudrun.credentials-file cannot be read or is no credential of"
                            + " Google's; make a key with gcloud iam service-accounts keys create");
        }
    }

    private static GoogleCredentials fromMachine() throws CredentialRefusedException {
        try {
            return GoogleCredentials.getApplicationDefault(TRANSPORT);
        } catch (IOException none) {
            throw new CredentialRefusedException(
                    "this machine has no identity of Google's; set GOOGLE_APPLICATION_CREDENTIALS to the key file of a"
                            + " service account");
        }
    }
}
