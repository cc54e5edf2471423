package io.skipjack.upstream;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufInputStream;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.skipjack.openai.OpenAiError;
import io.skipjack.openai.OpenAiErrorJson;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Makes an engine's refusal look like OpenAI's: vLLM sends the HTTP status as a numeric {@code code}, older ones put the
 * fields at the top, FastAPI sends {@code detail}, and a provider's front may send HTML.
 */
final class UpstreamErrors {
    private static final ObjectMapper JSON = JsonMapper.builder().build();
    private static final int LONGEST_MESSAGE = 2_000;

    private UpstreamErrors() {}

    /** Takes ownership of the body. */
    static Answer.Whole normalised(int status, HttpHeaders from, ByteBuf body) {
        HttpHeaders headers = new DefaultHttpHeaders().set(HttpHeaderNames.CONTENT_TYPE, "application/json");
        String retryAfter = from.get(HttpHeaderNames.RETRY_AFTER);
        if (retryAfter != null) {
            headers.set(HttpHeaderNames.RETRY_AFTER, retryAfter);
        }
        byte[] json = OpenAiErrorJson.write(read(status, body));
        return new Answer.Whole(status, headers, Unpooled.wrappedBuffer(json));
    }

    private static OpenAiError read(int status, ByteBuf body) {
        try (ByteBufInputStream in = new ByteBufInputStream(body, true)) {
            JsonNode root = JSON.readTree((java.io.InputStream) in);
            JsonNode error =
                    root == null ? null : root.isObject() && root.path("error").isObject() ? root.get("error") : root;
            return error == null ? plain(status, null) : read(status, error);
        } catch (JacksonException notJson) {
            return plain(status, null);
        } catch (IOException impossible) {
            throw new java.io.UncheckedIOException(impossible);
        }
    }

    private static OpenAiError read(int status, JsonNode error) {
        String message = text(error, "message");
        if (message == null) {
            message = text(error, "detail");
        }
        OpenAiError plain = plain(status, message);
        String type = text(error, "type");
        String code = error.path("code").isTextual() ? text(error, "code") : plain.code();
        return new OpenAiError(
                status, type == null ? plain.type() : type, code, plain.message(), text(error, "param"), null);
    }

    private static OpenAiError plain(int status, @Nullable String message) {
        String shown = message == null ? "The engine refused the request with status " + status + "." : message;
        String shortened = shown.length() > LONGEST_MESSAGE ? shown.substring(0, LONGEST_MESSAGE) : shown;
        return new OpenAiError(status, "invalid_request_error", null, shortened, null, null);
    }

    private static @Nullable String text(JsonNode node, String field) {
        JsonNode value = node.path(field);
        return value.isTextual() ? value.asText() : null;
    }
}
