package io.skipjack.upstream;

import io.skipjack.domain.deployment.CredentialRef;
import io.skipjack.domain.deployment.UpstreamSpec;
import io.skipjack.domain.routing.ProbeResult;
import io.skipjack.processors.inference.EngineProbe;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Probes over HTTP with the JDK's client: a probe is rare, and must not share the data path's connections, whose trouble
 * it is there to notice.
 */
public final class HttpEngineProbe implements EngineProbe, AutoCloseable {
    private static final int NOT_FOUND = 404;

    private final HttpClient client;
    private final Credentials credentials;
    private final Duration timeout;

    public HttpEngineProbe(Credentials credentials, Duration timeout) {
        this.credentials = credentials;
        this.timeout = timeout;
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(timeout)
                .build();
    }

    @Override
    public ProbeResult health(UpstreamSpec upstream) {
        int status = send(upstream, get(upstream, UpstreamPaths.map(upstream.uri(), "/health", null)));
        if (status == NOT_FOUND) {
            status = send(upstream, get(upstream, UpstreamPaths.map(upstream.uri(), "/v1/models", null)));
        }
        if (status == REFUSED) {
            return ProbeResult.REFUSED;
        }
        return status >= 200 && status < 300 ? ProbeResult.HEALTHY : ProbeResult.UNHEALTHY;
    }

    @Override
    public @Nullable ProbeResult generate(UpstreamSpec upstream, String model) {
        String body = "{\"model\":%s,\"prompt\":\"Hi\",\"max_tokens\":1,\"temperature\":0}".formatted(quoted(model));
        HttpRequest.Builder request = at(upstream, UpstreamPaths.map(upstream.uri(), "/v1/completions", null))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body));
        int status = send(upstream, request);
        if (status >= 200 && status < 300) {
            return ProbeResult.GENERATED;
        }
        boolean saysNothing = status >= 400 && status < 500 || status == 503;
        return saysNothing ? null : ProbeResult.GENERATION_FAILED;
    }

    private static final int REFUSED = -1;
    private static final int NO_ANSWER = -2;

    private HttpRequest.Builder get(UpstreamSpec upstream, String target) {
        return at(upstream, target).GET();
    }

    private HttpRequest.Builder at(UpstreamSpec upstream, String target) {
        URI base = upstream.uri();
        return HttpRequest.newBuilder(URI.create(base.getScheme() + "://" + base.getRawAuthority() + target))
                .timeout(timeout)
                .header("User-Agent", "skipjack-probe");
    }

    private int send(UpstreamSpec upstream, HttpRequest.Builder request) {
        CredentialRef ref = upstream.credential();
        Map<String, String> secret = ref == null ? null : credentials.headers(ref, upstream.uri());
        if (secret != null) {
            secret.forEach(request::header);
        }
        try {
            return client.send(request.build(), HttpResponse.BodyHandlers.discarding())
                    .statusCode();
        } catch (ConnectException refused) {
            return REFUSED;
        } catch (IOException failed) {
            return NO_ANSWER;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return NO_ANSWER;
        }
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
