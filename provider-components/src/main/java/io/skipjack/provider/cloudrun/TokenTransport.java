package io.skipjack.provider.cloudrun;

import com.google.api.client.http.HttpTransport;
import com.google.api.client.http.LowLevelHttpRequest;
import com.google.api.client.http.LowLevelHttpResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Set;

/**
 * Carries the calls of Google's auth library on the JDK's client. The library's own transport follows redirects, and what
 * it sends is as good as a password: here a redirect is a failure.
 */
final class TokenTransport extends HttpTransport {
    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private static final Duration TIMEOUT = Duration.ofSeconds(15);
    private static final int MOST_BYTES = 1 << 20;
    /** The client sets these itself. */
    private static final Set<String> ITS_OWN = Set.of("connection", "content-length", "host", "expect", "upgrade");

    @Override
    protected LowLevelHttpRequest buildRequest(String method, String url) {
        return new Call(method, HttpRequest.newBuilder(URI.create(url)).timeout(TIMEOUT));
    }

    private static final class Call extends LowLevelHttpRequest {
        private final String method;
        private final HttpRequest.Builder request;

        Call(String method, HttpRequest.Builder request) {
            this.method = method;
            this.request = request;
        }

        @Override
        public void addHeader(String name, String value) {
            if (!ITS_OWN.contains(name.toLowerCase(java.util.Locale.ROOT))) {
                request.header(name, value);
            }
        }

        @Override
        public LowLevelHttpResponse execute() throws IOException {
            ByteArrayOutputStream body = new ByteArrayOutputStream();
            if (getStreamingContent() != null) {
                getStreamingContent().writeTo(body);
                request.setHeader("Content-Type", getContentType());
            }
            try {
                HttpResponse<InputStream> response = HTTP.send(
                        request.method(method, HttpRequest.BodyPublishers.ofByteArray(body.toByteArray()))
                                .build(),
                        HttpResponse.BodyHandlers.ofInputStream());
                try (InputStream in = response.body()) {
                    return answer(response, in.readNBytes(MOST_BYTES));
                }
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
                throw new IOException("interrupted", stopped);
            }
        }

        private static LowLevelHttpResponse answer(HttpResponse<?> response, byte[] body) throws IOException {
            if (response.statusCode() / 100 == 3) {
                throw new IOException("HTTP %d, a redirect, which is not followed".formatted(response.statusCode()));
            }
            return new TokenResponse(response, body);
        }
    }
}
