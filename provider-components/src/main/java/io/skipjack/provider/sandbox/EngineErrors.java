package io.skipjack.provider.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Errors as vLLM writes them: {@code {"error":{"message","type","param","code":<int>}}}, or the older flat form. */
final class EngineErrors {
    private EngineErrors() {}

    static String body(EngineSettings settings, int status, String message, @Nullable String param) {
        ObjectNode error = Json.object();
        if (settings.oldErrors()) {
            error.put("object", "error");
        }
        error.put("message", message)
                .put("type", type(status))
                .put("param", param)
                .put("code", status);
        return (settings.oldErrors() ? error : Json.object().set("error", error)).toString();
    }

    static void send(Reply reply, EngineSettings settings, int status, String message) throws IOException {
        send(reply, settings, new RefusedException(status, message, null));
    }

    static void send(Reply reply, EngineSettings settings, RefusedException refused) throws IOException {
        String body = refused.inOpenAisWords()
                ? openAi(refused)
                : body(settings, refused.status(), refused.text(), refused.param());
        reply.bytes(refused.status(), Reply.JSON, body.getBytes(StandardCharsets.UTF_8));
    }

    private static String openAi(RefusedException refused) {
        ObjectNode error = Json.object()
                .put("message", refused.text())
                .put("type", "invalid_request_error")
                .put("param", refused.param())
                .putNull("code");
        return Json.object().set("error", error).toString();
    }

    /** What Anthropic's clients expect instead, on {@code /v1/messages}. */
    static void sendAnthropic(Reply reply, RefusedException refused) throws IOException {
        ObjectNode answer = Json.object().put("type", "error");
        answer.putObject("error")
                .put("type", refused.status() == 404 ? "not_found_error" : "invalid_request_error")
                .put("message", refused.text());
        reply.json(refused.status(), answer);
    }

    private static String type(int status) {
        return switch (status) {
            case 400 -> "BadRequestError";
            case 401 -> "AuthenticationError";
            case 404 -> "NotFoundError";
            case 429 -> "RateLimitError";
            case 503 -> "ServiceUnavailableError";
            default -> status < 500 ? "BadRequestError" : "InternalServerError";
        };
    }
}
