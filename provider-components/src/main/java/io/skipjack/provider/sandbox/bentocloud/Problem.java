package io.skipjack.provider.sandbox.bentocloud;

import io.skipjack.provider.sandbox.Json;
import io.skipjack.provider.sandbox.Reply;
import java.io.IOException;

/** An error answer: {@code {"error": "..."}}, as Yatai's routes write it. */
final class Problem extends Exception {
    private static final long serialVersionUID = 1L;

    private final int status;

    Problem(int status, String message) {
        super(message);
        this.status = status;
    }

    static Problem bad(String message) {
        return new Problem(400, message);
    }

    static Problem unauthorized() {
        return new Problem(401, "unauthorized: invalid api token");
    }

    void send(Reply reply) throws IOException {
        if (status == 429) {
            reply.header("retry-after", "1");
        }
        reply.json(status, Json.object().put("error", getMessage()));
    }
}
