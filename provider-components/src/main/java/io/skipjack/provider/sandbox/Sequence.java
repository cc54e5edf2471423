package io.skipjack.provider.sandbox;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One answer being said: the chain's cursor, what was said so far, and why it ended. With stop texts the tail that might
 * still become one is held back, so a stop text never reaches the client, wherever its tokens split it.
 */
final class Sequence {
    private final int index;
    private final int[] promptIds;
    private final TokenChain chain;
    private final int limit;
    private final List<String> stops;
    private final boolean keepText;
    private final StringBuilder text = new StringBuilder(0);
    private int[] ids = new int[16];
    private int count;
    private int released;
    private @Nullable String finish;
    private @Nullable String stopText;

    Sequence(int index, int[] promptIds, GenerationRequest request, int limit) {
        this.index = index;
        this.promptIds = promptIds;
        this.chain = TokenChain.after(promptIds, index % request.choices());
        this.limit = limit;
        this.stops = request.stop();
        this.keepText = !request.stream() || !stops.isEmpty();
    }

    /** Says one token. The text that may now be sent, escaped for JSON, is the return value. */
    String advance() {
        int id = chain.next();
        if (count == ids.length) {
            ids = Arrays.copyOf(ids, count * 2);
        }
        ids[count++] = id;
        if (!keepText) {
            return TokenChain.escaped(id);
        }
        text.append(TokenChain.text(id));
        return stops.isEmpty() ? TokenChain.escaped(id) : Json.escape(releaseUpToStop());
    }

    private String releaseUpToStop() {
        for (String stop : stops) {
            int at = text.indexOf(stop, Math.max(0, released - stop.length()));
            if (at >= 0) {
                text.setLength(at);
                finish = "stop";
                stopText = stop;
                return release(at);
            }
        }
        return release(text.length() - heldBack());
    }

    /** Length of the longest tail that begins a stop text. */
    private int heldBack() {
        int held = 0;
        for (String stop : stops) {
            for (int length = Math.min(stop.length() - 1, text.length() - released); length > held; length--) {
                if (stop.startsWith(text.substring(text.length() - length))) {
                    held = length;
                }
            }
        }
        return held;
    }

    private String release(int to) {
        String piece = text.substring(Math.min(released, to), to);
        released = Math.max(released, to);
        return piece;
    }

    /** What was held back for a stop text that never came, escaped; said with the end of the answer. */
    String rest() {
        return stops.isEmpty() || stopText != null ? "" : Json.escape(release(text.length()));
    }

    void finish(String reason) {
        finish = reason;
    }

    boolean done() {
        return finish != null || count >= limit;
    }

    int index() {
        return index;
    }

    int[] promptIds() {
        return promptIds;
    }

    int[] ids() {
        return Arrays.copyOf(ids, count);
    }

    int lastId() {
        return ids[count - 1];
    }

    int count() {
        return count;
    }

    String text() {
        return text.toString();
    }

    @Nullable
    String finish() {
        return finish;
    }

    @Nullable
    String stopText() {
        return stopText;
    }
}
