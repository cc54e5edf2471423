package io.skipjack.provider.sandbox.runpod;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.skipjack.provider.sandbox.Json;
import io.skipjack.provider.sandbox.Reply;
import java.io.IOException;
import java.util.List;

/** A refusal as RunPod writes it (RFC 9457); thrown where it is found out. */
final class ProblemException extends Exception {
    private static final long serialVersionUID = 1L;

    private static final String TYPE = "application/problem+json";

    private final int status;
    private final String title;
    private final transient List<String> errors;

    private ProblemException(int status, String title, String detail, List<String> errors) {
        super(detail);
        this.status = status;
        this.title = title;
        this.errors = errors;
    }

    static ProblemException unauthorized(String detail) {
        return new ProblemException(401, "Unauthorized", detail, List.of());
    }

    static ProblemException bad(String detail) {
        return new ProblemException(400, "Bad Request", detail, List.of());
    }

    static ProblemException absent() {
        return new ProblemException(404, "Not Found", "resource not found", List.of());
    }

    static ProblemException conflict(String detail) {
        return new ProblemException(409, "Conflict", detail, List.of());
    }

    static ProblemException invalid(String error) {
        return new ProblemException(422, "Unprocessable Entity", "Request validation failed.", List.of(error));
    }

    static ProblemException throttled() {
        return new ProblemException(429, "Too Many Requests", "rate limit exceeded for the minute window", List.of());
    }

    static ProblemException broken() {
        return new ProblemException(500, "Internal Server Error", "an unexpected error occurred", List.of());
    }

    /** As RunPod's users report it. */
    static ProblemException overQuota(int quota) {
        return bad("Max workers across all endpoints must not exceed your workers quota (%d).".formatted(quota));
    }

    static ProblemException noCapacity() {
        return bad("There are no longer any instances available with the requested specifications."
                + " Please refresh and try again.");
    }

    void send(Reply reply) throws IOException {
        ObjectNode body =
                Json.object().put("title", title).put("status", status).put("detail", String.valueOf(getMessage()));
        if (!errors.isEmpty()) {
            errors.forEach(body.putArray("errors")::add);
        }
        if (status == 429) {
            reply.header("Retry-After", "12");
        }
        limits(reply, status == 429 ? 0 : 599).bytes(status, TYPE, Json.bytes(body));
    }

    /** What every answer says about the quota of calls (IETF draft of RateLimit headers). */
    static Reply limits(Reply reply, int left) {
        return reply.header("RateLimit-Policy", "\"minute\";q=600;w=60, \"hour\";q=18000;w=3600")
                .header("RateLimit", "\"minute\";r=%d;t=12, \"hour\";r=17000;t=1800".formatted(left));
    }
}
