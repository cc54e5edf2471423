package io.skipjack.provider.spi;

import io.skipjack.domain.provider.ProviderUnavailableException;
import io.skipjack.domain.serverless.AccessHeaders;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Wakes an endpoint that has no other way to be woken than a request: asks for its models and does not wait for the answer,
 * which may take minutes. Only for a moment, to hear that it was turned away.
 */
public final class WakeCall {
    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(Duration.ofSeconds(10))
            .build();
    /** A gateway that noticed the caller leave earlier might not start anything. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final long MOMENT_MS = 500;

    private WakeCall() {}

    /**
     * Sends it.
     *
     * @param base URL that stands for {@code /v1}
     * @throws ProviderUnavailableException when it was turned away at once (4xx) or there is no connection
     */
    public static void to(URI base, AccessHeaders access) throws ProviderUnavailableException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(base + "/models")).timeout(PATIENCE);
        access.headers().forEach(request::setHeader);
        CompletableFuture<HttpResponse<Void>> answer =
                HTTP.sendAsync(request.build(), HttpResponse.BodyHandlers.discarding());
        try {
            int status = answer.get(MOMENT_MS, TimeUnit.MILLISECONDS).statusCode();
            if (status / 100 == 4 && status != 429) {
                throw new ProviderUnavailableException(
                        "waking %s, it turned us away (HTTP %d)".formatted(base.getHost(), status));
            }
        } catch (TimeoutException starting) {
            // as it should: somebody is being started
        } catch (ExecutionException failure) {
            throw new ProviderUnavailableException(
                    "waking %s, it cannot be reached".formatted(base.getHost()), failure);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new ProviderUnavailableException("waking %s, interrupted".formatted(base.getHost()), stopped);
        }
    }
}
