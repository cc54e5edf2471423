package io.skipjack.provider.spi;

import io.skipjack.domain.provider.ProviderUnavailableException;
import io.skipjack.domain.serverless.AccessHeaders;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Sends an endpoint something small: to have a worker start, or to see whether requests get through to it. Safe for many threads. */
public final class EndpointProbe {
    /** No answer yet: the request waits for a worker. */
    public static final int WAITING = 0;

    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(Duration.ofSeconds(10))
            .build();
    /** As long as gateways hold a request: were it given up before, the worker it asks for might be given up too. */
    private static final Duration LONGEST = Duration.ofSeconds(150);

    private EndpointProbe() {}

    /**
     * Asks with GET. The request goes on behind us when we have waited long enough.
     *
     * @param provider for messages
     * @param patience how long to wait for the answer
     * @return HTTP status, or {@link #WAITING}
     */
    public static int get(String provider, URI uri, AccessHeaders access, Duration patience)
            throws ProviderUnavailableException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(uri).timeout(LONGEST).header("User-Agent", "skipjack");
        access.headers().forEach(request::setHeader);
        CompletableFuture<HttpResponse<Void>> answer =
                HTTP.sendAsync(request.build(), HttpResponse.BodyHandlers.discarding());
        String doing = "calling %s GET %s".formatted(provider, uri.getPath());
        try {
            return answer.get(patience.toNanos(), TimeUnit.NANOSECONDS).statusCode();
        } catch (TimeoutException waiting) {
            return WAITING;
        } catch (ExecutionException failure) {
            String why =
                    failure.getCause() instanceof IOException known ? String.valueOf(known.getMessage()) : "failed";
            throw new ProviderUnavailableException(doing + ", " + why, failure);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new ProviderUnavailableException(doing + ", interrupted", stopped);
        }
    }
}
