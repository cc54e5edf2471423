package io.skipjack.provider.spi;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.skipjack.domain.provider.ProviderUnavailableException;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A provider's REST API: JSON both ways, on the JDK's client. Follows no redirect, since it carries a credential; reads at
 * most 8 MiB; and tells three cases apart: it worked, it was refused (4xx, a {@link RestAnswer} like the first), or nobody
 * knows ({@link ProviderUnavailableException}: no connection, no time, 408, 425, 429, 5xx, a redirect, or a success that
 * is no JSON). Safe for many threads.
 */
public final class RestClient {
    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(Duration.ofSeconds(10))
            .build();
    private static final JsonMapper MAPPER = JsonMapper.builder().build();
    private static final int MOST_BYTES = 8 << 20;
    private static final Duration LONGEST_PAUSE = Duration.ofHours(1);

    private final String provider;
    private final URI base;
    private final Duration timeout;
    private final Redaction redaction;
    private final Credential credential;

    /** The headers that let us in; may ask for a token. */
    @FunctionalInterface
    public interface Credential {
        Map<String, String> headers() throws ProviderUnavailableException, CredentialRefusedException;
    }

    private record Content(String type, String text) {}

    /**
     * A client.
     *
     * @param provider for messages, such as {@code runpod}
     * @param base of all paths, without a slash at its end
     * @param timeout of one call
     * @param redaction knows the secrets
     * @param credential sent with each call
     */
    public RestClient(String provider, URI base, Duration timeout, Redaction redaction, Credential credential) {
        this.provider = provider;
        this.base = URI.create(base.toString().replaceAll("/+$", ""));
        this.timeout = timeout;
        this.redaction = redaction;
        this.credential = credential;
    }

    /** A part of a path that may hold any character. */
    public static String segment(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** @param path from the base on, with its query */
    public RestAnswer get(String path) throws ProviderUnavailableException {
        return call("GET", path, null);
    }

    public RestAnswer post(String path, JsonNode body) throws ProviderUnavailableException {
        return call("POST", path, body);
    }

    public RestAnswer put(String path, JsonNode body) throws ProviderUnavailableException {
        return call("PUT", path, body);
    }

    public RestAnswer patch(String path, JsonNode body) throws ProviderUnavailableException {
        return call("PATCH", path, body);
    }

    /** A form, as token endpoints want it. */
    public RestAnswer postForm(String path, Map<String, String> fields) throws ProviderUnavailableException {
        String form = fields.entrySet().stream()
                .map(field -> segment(field.getKey()) + "=" + segment(field.getValue()))
                .collect(Collectors.joining("&"));
        return send("POST", path, new Content("application/x-www-form-urlencoded", form));
    }

    public RestAnswer delete(String path) throws ProviderUnavailableException {
        return call("DELETE", path, null);
    }

    /**
     * Any call.
     *
     * @param path from the base on, or a whole URL of the same origin as the base, such as a next page
     * @param body null for none
     */
    public RestAnswer call(String method, String path, @Nullable JsonNode body) throws ProviderUnavailableException {
        return send(method, path, body == null ? null : new Content("application/json", body.toString()));
    }

    private RestAnswer send(String method, String path, @Nullable Content content) throws ProviderUnavailableException {
        String doing = "calling %s %s %s".formatted(provider, method, path.replaceFirst("\\?.*", ""));
        try {
            return exchange(doing, request(method, path, content), response -> answer(doing, response));
        } catch (CredentialRefusedException refused) {
            return new RestAnswer(401, MissingNode.getInstance(), redaction.sentence(refused.sentence()));
        }
    }

    /**
     * What a stream of server-sent events holds now, oldest first: its JSON payloads until it ends, says nothing for a
     * while, or so many are read. Such a stream stays open for what comes later, which is not waited for.
     *
     * @param most events that are read
     * @param quiet after which it is taken to have nothing more
     */
    public List<JsonNode> events(String path, int most, Duration quiet) throws ProviderUnavailableException {
        String doing = "calling %s GET %s".formatted(provider, path.replaceFirst("\\?.*", ""));
        HttpRequest request;
        try {
            request = HttpRequest.newBuilder(
                            request("GET", path, null), (name, value) -> !name.equalsIgnoreCase("accept"))
                    .header("Accept", "text/event-stream")
                    .build();
        } catch (CredentialRefusedException refused) {
            throw new ProviderUnavailableException("%s, %s".formatted(doing, redaction.sentence(refused.sentence())));
        }
        return exchange(doing, request, response -> {
            if (response.headers().firstValue("content-type").orElse("").startsWith("text/event-stream")) {
                return new EventLines(response.body(), quiet)
                        .payloads(most).stream().map(RestClient::json).toList();
            }
            RestAnswer refused = answer(doing, response);
            throw new ProviderUnavailableException(
                    "%s, HTTP %d without events: %s".formatted(doing, refused.status(), refused.message()));
        });
    }

    /** What is made of a response whose body is still to be read. */
    @FunctionalInterface
    private interface Reading<T> {
        T read(HttpResponse<InputStream> response)
                throws IOException, InterruptedException, ProviderUnavailableException;
    }

    private <T> T exchange(String doing, HttpRequest request, Reading<T> reading) throws ProviderUnavailableException {
        try {
            return reading.read(HTTP.send(request, HttpResponse.BodyHandlers.ofInputStream()));
        } catch (IOException failure) {
            throw new ProviderUnavailableException(
                    "%s, %s".formatted(doing, redaction.sentence(words(failure))), failure);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new ProviderUnavailableException(doing + ", interrupted", stopped);
        }
    }

    private HttpRequest request(String method, String path, @Nullable Content content)
            throws ProviderUnavailableException, CredentialRefusedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(resolve(path))
                .timeout(timeout)
                .header("Accept", "application/json")
                .header("User-Agent", "skipjack");
        credential.headers().forEach(request::setHeader);
        if (content == null) {
            return request.method(method, HttpRequest.BodyPublishers.noBody()).build();
        }
        return request.header("Content-Type", content.type())
                .method(method, HttpRequest.BodyPublishers.ofString(content.text()))
                .build();
    }

    /** A page's link leads where the provider says: only back to itself, for the credential goes with it. */
    private URI resolve(String path) throws ProviderUnavailableException {
        if (path.startsWith("/")) {
            return URI.create(base + path);
        }
        URI link = URI.create(path);
        if (!base.getScheme().equals(link.getScheme())
                || !base.getHost().equals(link.getHost())
                || port(base) != port(link)) {
            throw new ProviderUnavailableException(
                    "calling %s, it names another origin than its own (%s)".formatted(provider, link.getHost()));
        }
        return link;
    }

    private static int port(URI uri) {
        int usual = "https".equals(uri.getScheme()) ? 443 : 80;
        return uri.getPort() < 0 ? usual : uri.getPort();
    }

    private RestAnswer answer(String doing, HttpResponse<InputStream> response)
            throws IOException, ProviderUnavailableException {
        byte[] bytes;
        try (InputStream in = response.body()) {
            bytes = in.readNBytes(MOST_BYTES + 1);
        }
        if (bytes.length > MOST_BYTES) {
            throw new ProviderUnavailableException(doing + ", the answer is over 8 MiB");
        }
        int status = response.statusCode();
        JsonNode json = json(bytes);
        String said = status / 100 == 2 ? "" : redaction.sentence(said(json, bytes));
        if (status == 408 || status == 425 || status == 429 || status >= 500) {
            throw new ProviderUnavailableException(
                    "%s, HTTP %d%s".formatted(doing, status, said.isEmpty() ? "" : ": " + said), pause(response, json));
        }
        if (status / 100 == 3) {
            String host = response.headers()
                    .firstValue("location")
                    .map(RestClient::host)
                    .orElse("nowhere");
            throw new ProviderUnavailableException(
                    "%s, HTTP %d to %s, which is not followed".formatted(doing, status, host));
        }
        if (status / 100 == 2 && json.isMissingNode() && bytes.length > 0) {
            throw new ProviderUnavailableException("%s, HTTP %d without JSON".formatted(doing, status));
        }
        return new RestAnswer(status, json, said);
    }

    private static JsonNode json(String text) {
        return json(text.getBytes(StandardCharsets.UTF_8));
    }

    /** The JDK says nothing of a connection that nobody takes. */
    private static String words(IOException failure) {
        String message = failure.getMessage();
        if (message != null && !message.isBlank()) {
            return message;
        }
        return failure instanceof ConnectException
                ? "no connection"
                : failure.getClass().getSimpleName();
    }

    private static JsonNode json(byte[] bytes) {
        try {
            JsonNode json = bytes.length == 0 ? null : MAPPER.readTree(bytes);
            return json == null ? MissingNode.getInstance() : json;
        } catch (JsonProcessingException other) {
            return MissingNode.getInstance();
        } catch (IOException impossible) {
            throw new IllegalStateException("bytes in memory can be read", impossible);
        }
    }

    /** What went wrong, wherever APIs put it; of an HTML page nothing but that it is one. */
    private static String said(JsonNode json, byte[] bytes) {
        if (json.isMissingNode()) {
            String text = new String(bytes, StandardCharsets.UTF_8).strip();
            return text.startsWith("<") ? "an HTML page" : text;
        }
        for (String place : List.of(
                "/error/message", "/detail", "/message", "/error", "/title", "/errors/0/message", "/errors/0")) {
            JsonNode found = json.at(place);
            if (found.isTextual() && !found.asText().isBlank()) {
                return found.asText();
            }
        }
        return json.toString();
    }

    /** In the header, or in the body, as some write it. */
    private static @Nullable Duration pause(HttpResponse<?> response, JsonNode json) {
        String seconds = response.headers()
                .firstValue("retry-after")
                .orElse(json.path("retry_after").asText());
        try {
            Duration pause = Duration.ofMillis((long) (Double.parseDouble(seconds.strip()) * 1000));
            return pause.isNegative() || pause.compareTo(LONGEST_PAUSE) > 0 ? null : pause;
        } catch (NumberFormatException dateOrNone) {
            return null;
        }
    }

    private static String host(String location) {
        try {
            String host = URI.create(location).getHost();
            return host == null ? "another path" : host;
        } catch (IllegalArgumentException malformed) {
            return "what is no URL";
        }
    }
}
