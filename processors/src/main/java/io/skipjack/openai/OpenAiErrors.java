package io.skipjack.openai;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * The errors a client can meet, each with the status, {@code type} and {@code code} that OpenAI's clients sort by.
 * Messages name what the client sent or can do; never an upstream, a class or a cause inside.
 */
public final class OpenAiErrors {
    private static final String INVALID = "invalid_request_error";
    private static final String SERVER = "server_error";

    /** Longest piece of the client's own text repeated in a message, in characters. */
    private static final int ECHO_LIMIT = 256;

    private static final int MODELS_LISTED = 50;

    private OpenAiErrors() {}

    /** 400; {@code param} is the field at fault, null when it is no single one. */
    public static OpenAiError invalidRequest(String message, @Nullable String param) {
        return new OpenAiError(400, INVALID, null, message, param, null);
    }

    /** 401, the same for a missing, malformed, wrong and revoked key, so that none can be told from another. */
    public static OpenAiError unauthorized() {
        String message = "Incorrect API key provided. Send a valid key as 'Authorization: Bearer <key>'.";
        return new OpenAiError(401, INVALID, "invalid_api_key", message, null, null);
    }

    /** 404 naming the models there are. */
    public static OpenAiError modelNotFound(@Nullable String model, Collection<String> served) {
        String asked =
                model == null ? "The request names no model." : "The model '" + shorten(model) + "' does not exist.";
        return new OpenAiError(404, INVALID, "model_not_found", asked + " " + listing(served), "model", null);
    }

    /** 404 for a path outside the allowlist. */
    public static OpenAiError pathNotFound(String method, String path) {
        String message = "Unknown request URL: " + shorten(method) + " " + shorten(path) + ".";
        return new OpenAiError(404, INVALID, "unknown_url", message, null, null);
    }

    /** 405. */
    public static OpenAiError methodNotAllowed(String method, String path) {
        String message = "Not allowed to " + shorten(method) + " on " + shorten(path) + ".";
        return new OpenAiError(405, INVALID, "method_not_allowed", message, null, null);
    }

    /** 408: the request did not arrive in time. */
    public static OpenAiError requestTimeout() {
        String message = "The request was not received in time.";
        return new OpenAiError(408, INVALID, "request_timeout", message, null, null);
    }

    /** 413. */
    public static OpenAiError payloadTooLarge(long limitBytes) {
        String message = "The request body is larger than " + limitBytes + " bytes.";
        return new OpenAiError(413, INVALID, "request_too_large", message, null, null);
    }

    /** 413: the router would take it, but nobody who serves the model. */
    public static OpenAiError largerThanProvidersTake(long limitBytes) {
        String message =
                "The request body is larger than the " + limitBytes + " bytes that the model's providers take at most.";
        return new OpenAiError(413, INVALID, "request_too_large", message, null, null);
    }

    /** 415; {@code message} says what is accepted. */
    public static OpenAiError unsupportedMediaType(String message) {
        return new OpenAiError(415, INVALID, "unsupported_media_type", message, null, null);
    }

    /** 429: a limit or the waiting queue is full. */
    public static OpenAiError rateLimited(String message, Duration retryAfter) {
        return new OpenAiError(429, "rate_limit_error", "rate_limit_exceeded", message, null, retryAfter);
    }

    /** 429 with OpenAI's code for money, not for load: it is no use to try again before that instant. */
    public static OpenAiError budgetSpent(Instant until) {
        String message = "The budget for these requests is spent. It begins anew at " + until + ".";
        return new OpenAiError(429, "insufficient_quota", "insufficient_quota", message, null, null);
    }

    /** 431. */
    public static OpenAiError headersTooLarge() {
        String message = "The request's headers are too large or too many.";
        return new OpenAiError(431, INVALID, "headers_too_large", message, null, null);
    }

    /** 500: a fault of ours. */
    public static OpenAiError internal() {
        String message = "The router had an error while processing your request.";
        return new OpenAiError(500, SERVER, "internal_error", message, null, null);
    }

    /** 502: the upstream's answer was broken or cut short, and no other could answer. */
    public static OpenAiError badGateway() {
        String message = "The model's answer could not be completed. Please retry your request.";
        return new OpenAiError(502, SERVER, "bad_gateway", message, null, null);
    }

    /** 503: nothing can answer now. */
    public static OpenAiError unavailable(String message, Duration retryAfter) {
        return new OpenAiError(503, SERVER, "service_unavailable", message, null, retryAfter);
    }

    /** 504: the deadline passed first. */
    public static OpenAiError gatewayTimeout() {
        String message = "The model did not answer in time.";
        return new OpenAiError(504, SERVER, "gateway_timeout", message, null, null);
    }

    /** The honest end of a stream whose upstream broke after something had been sent; written into the stream. */
    public static OpenAiError streamInterrupted() {
        String message =
                "The stream was interrupted before it was complete. What was sent so far is not a whole answer.";
        return new OpenAiError(502, "upstream_interrupted", "stream_interrupted", message, null, null);
    }

    /** At most {@value #ECHO_LIMIT} characters of the client's own text. */
    static String shorten(String text) {
        return text.length() <= ECHO_LIMIT ? text : text.substring(0, ECHO_LIMIT) + "...";
    }

    private static String listing(Collection<String> served) {
        if (served.isEmpty()) {
            return "No model is deployed.";
        }
        String names = String.join(
                ", ",
                served.stream()
                        .sorted()
                        .limit(MODELS_LISTED)
                        .map(name -> "'" + name + "'")
                        .toList());
        int more = served.size() - MODELS_LISTED;
        return "Available: " + names + (more > 0 ? " and " + more + " more." : ".");
    }
}
