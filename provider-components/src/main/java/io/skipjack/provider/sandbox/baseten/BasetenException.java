package io.skipjack.provider.sandbox.baseten;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.skipjack.provider.sandbox.Json;
import io.skipjack.provider.sandbox.Reply;
import java.io.IOException;

/** A refusal as Baseten writes it; thrown where it is found out. */
final class BasetenException extends Exception {
    private static final long serialVersionUID = 1L;

    private static final int RETRY_SECONDS = 37;

    private final int status;

    private BasetenException(int status, String error) {
        super(error);
        this.status = status;
    }

    static BasetenException unauthorized() {
        return new BasetenException(401, "please check the api-key you provided");
    }

    static BasetenException bad(String error) {
        return new BasetenException(400, error);
    }

    static BasetenException absent(String what) {
        return new BasetenException(404, what + " not found");
    }

    static BasetenException throttled() {
        return new BasetenException(429, "Rate limit exceeded. Please try again later.");
    }

    static BasetenException broken() {
        return new BasetenException(500, "Internal server error");
    }

    static BasetenException overQuota() {
        return bad("GPU limit reached for this organization.");
    }

    static BasetenException noCapacity() {
        return bad("No capacity is available for the requested instance type.");
    }

    void send(Reply reply) throws IOException {
        ObjectNode body = Json.object().put("error", String.valueOf(getMessage()));
        if (status == 429) {
            body.put("retry_after", RETRY_SECONDS);
        }
        reply.json(status, body);
    }
}
