package io.skipjack.provider.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.skipjack.provider.sandbox.ec2.Form;
import io.skipjack.provider.sandbox.ec2.Signature;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A request as it arrived on an engine's socket.
 *
 * @param target the request target, query included
 * @param headers in order, names as they were written, repeated ones repeated
 * @param body the bytes after chunked decoding
 */
@SuppressWarnings("ArrayRecordComponent") // two requests are never compared, and a copy per access would cost
public record ReceivedRequest(
        String method, String target, List<Map.Entry<String, String>> headers, byte[] body, Instant at)
        implements Signature.Signed {

    /** The target without its query. */
    public String path() {
        int query = target.indexOf('?');
        return query < 0 ? target : target.substring(0, query);
    }

    /** The first parameter of that name in the query, decoded; empty when there is none. */
    public String parameter(String name) {
        int query = target.indexOf('?');
        if (query >= 0) {
            for (String pair : target.substring(query + 1).split("&")) {
                if (pair.startsWith(name + "=")) {
                    return URLDecoder.decode(pair.substring(name.length() + 1), StandardCharsets.UTF_8);
                }
            }
        }
        return "";
    }

    /** The first value of a header, whatever the case of its name; null when absent. */
    @Override
    public @Nullable String header(String name) {
        for (Map.Entry<String, String> header : headers) {
            if (header.getKey().equalsIgnoreCase(name)) {
                return header.getValue();
            }
        }
        return null;
    }

    /** All values of a header. */
    public List<String> headerValues(String name) {
        return headers.stream()
                .filter(header -> header.getKey().equalsIgnoreCase(name))
                .map(Map.Entry::getValue)
                .toList();
    }

    public String bodyText() {
        return new String(body, StandardCharsets.UTF_8);
    }

    /** The body as JSON; fails when it is none. */
    public JsonNode json() throws IOException {
        return Json.read(body);
    }

    /** The body, when it is said to be JSON and is an object; fails when it is said to be JSON and is none. */
    public Optional<ObjectNode> jsonObject() throws IOException {
        return isSaidToBe(Reply.JSON) && json() instanceof ObjectNode object ? Optional.of(object) : Optional.empty();
    }

    /** The fields of the body; none when it is not said to be a form. */
    public Form form() {
        return Form.parse(isSaidToBe("application/x-www-form-urlencoded") ? bodyText() : "");
    }

    private boolean isSaidToBe(String type) {
        return String.valueOf(header("content-type")).startsWith(type);
    }

    /** The same, asked of another path: as a gateway passes a request on. */
    public ReceivedRequest withTarget(String newTarget) {
        return new ReceivedRequest(method, newTarget, headers, body, at);
    }

    ReceivedRequest withBody(byte[] bytes) {
        return new ReceivedRequest(method, target, headers, bytes, at);
    }
}
