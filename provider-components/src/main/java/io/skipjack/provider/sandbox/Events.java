package io.skipjack.provider.sandbox;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Writes server-sent events to a reply, one write each. */
final class Events {
    static final String TYPE = "text/event-stream; charset=utf-8";

    private final Reply reply;
    private final String newline;

    Events(Reply reply) {
        this.reply = reply;
        this.newline = reply.has(FaultKind.CRLF) ? "\r\n" : "\n";
    }

    void data(String json) throws IOException {
        named(null, json);
    }

    void named(@Nullable String event, String json) throws IOException {
        StringBuilder text = new StringBuilder(json.length() + 64);
        if (event != null) {
            text.append("event: ").append(event).append(newline);
        }
        text.append("data: ").append(json).append(newline).append(newline);
        reply.write(text.toString().getBytes(StandardCharsets.UTF_8));
    }

    void done() throws IOException {
        data("[DONE]");
    }
}
