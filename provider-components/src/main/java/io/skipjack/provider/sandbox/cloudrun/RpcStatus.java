package io.skipjack.provider.sandbox.cloudrun;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.skipjack.provider.sandbox.Json;
import io.skipjack.provider.sandbox.Reply;
import java.io.IOException;

/**
 * {@code google.rpc.Status} as Google's APIs answer it.
 *
 * @param http status
 * @param status its name, such as {@code NOT_FOUND}
 * @param message for people
 */
record RpcStatus(int http, String status, String message) {
    static RpcStatus invalid(String message) {
        return new RpcStatus(400, "INVALID_ARGUMENT", message);
    }

    static RpcStatus notFound(String name) {
        return new RpcStatus(404, "NOT_FOUND", "Resource '%s' was not found".formatted(name));
    }

    static RpcStatus unauthenticated() {
        return new RpcStatus(
                401,
                "UNAUTHENTICATED",
                "Request had invalid authentication credentials. Expected OAuth 2 access token, login cookie or other"
                        + " valid authentication credential.");
    }

    ObjectNode json() {
        ObjectNode error =
                Json.object().put("code", http).put("message", message).put("status", status);
        ObjectNode body = Json.object();
        body.set("error", error);
        return body;
    }

    void to(Reply reply) throws IOException {
        if (http == 401) {
            reply.header("www-authenticate", "Bearer realm=\"https://accounts.google.com/\", error=\"invalid_token\"");
        }
        reply.json(http, json());
    }
}
