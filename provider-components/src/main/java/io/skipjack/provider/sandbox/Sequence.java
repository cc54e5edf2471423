package io.skipjack.provider.sandbox;

import io.skipjack.provider.sandbox.GenerationRequest.Form;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One answer being said: the chain's cursor, what was said so far, and why it ended. As in vLLM, stop texts are looked for
 * once a chunk and only in what this request has said itself, and as long as there are any the last characters are held
 * back, one fewer than the longest has, whether or not they begin one. Lengths are counted in characters as Python does.
 */
final class Sequence {
    private static final int NEVER = Integer.MAX_VALUE;

    private final int index;
    private final int[] promptIds;
    private final ChainCursor chain;
    private final int limit;
    private final List<String> stops;
    private final boolean keepsStop;
    private final int holds;
    private final boolean keepText;
    private final int reasoning;
    private final int callAfter;
    private final StringBuilder text = new StringBuilder(0);
    private int[] ids = new int[16];
    private int count;
    private int chunk;
    private int released;
    private int pieceFrom;
    private int contentFrom = NEVER;
    private int callFrom = NEVER;
    private boolean callOpened;
    private boolean closed;
    private @Nullable String finish;
    private @Nullable String stopText;

    Sequence(int index, int[] promptIds, ChainCursor chain, GenerationRequest request, int limit) {
        this.index = index;
        this.promptIds = promptIds;
        this.reasoning = request.reasoning();
        this.callAfter = request.tool() == null
                ? NEVER
                : Math.max(0, request.reasoning() + request.preface() - chain.answered());
        this.chain = chain;
        this.chain.choose(index % request.choices());
        this.limit = limit;
        this.stops = request.stop();
        this.keepsStop = request.keepsStop();
        this.holds = stops.isEmpty() || keepsStop
                ? 0
                : stops.stream()
                                .mapToInt(stop -> stop.codePointCount(0, stop.length()))
                                .max()
                                .orElse(1)
                        - 1;
        this.keepText = !request.stream()
                || !stops.isEmpty()
                || request.hasParts()
                || request.logprobs() != null
                || request.form() == Form.RESPONSES;
        partsBegin();
    }

    /**
     * Says so many tokens, of which none may be beyond the limit. Where the last is the end of the answer, {@code last},
     * nothing is held back. The text that may now be sent, escaped for JSON, is the return value.
     */
    String advance(int tokens, boolean last) {
        chunk = tokens;
        if (last) {
            finish = "length";
        }
        if (!keepText) {
            return tokens == 1 ? chain.escaped(say()) : sayMany(tokens);
        }
        int before = text.length();
        for (int i = 0; i < tokens; i++) {
            text.append(chain.shown(say()));
            partsBegin();
        }
        boolean all = foundStop(before) || last;
        return release(all ? text.length() : text.length() - held());
    }

    private String sayMany(int tokens) {
        StringBuilder said = new StringBuilder(tokens * 8);
        for (int i = 0; i < tokens; i++) {
            said.append(chain.escaped(say()));
        }
        return said.toString();
    }

    private int say() {
        int id = chain.next();
        if (count == ids.length) {
            ids = Arrays.copyOf(ids, count * 2);
        }
        ids[count++] = id;
        return id;
    }

    private void partsBegin() {
        if (count == reasoning) {
            contentFrom = text.length();
        }
        if (count == callAfter) {
            callFrom = text.length();
        }
    }

    private boolean foundStop(int before) {
        for (String stop : stops) {
            int at = text.indexOf(stop, Math.max(0, before - stop.length() + 1));
            if (at >= 0) {
                text.setLength(keepsStop ? at + stop.length() : at);
                finish = "stop";
                stopText = stop;
                return true;
            }
        }
        return false;
    }

    /** Length of the tail that is held back. */
    private int held() {
        int to = text.length();
        for (int i = 0; i < holds && to > released; i++) {
            to = text.offsetByCodePoints(to, -1);
        }
        return text.length() - to;
    }

    private String release(int to) {
        pieceFrom = Math.min(released, to);
        released = to;
        return Json.escape(text.substring(pieceFrom, to));
    }

    /** What was held back for a stop text that never came, escaped; said with the end of the answer. */
    String rest() {
        chunk = 0;
        return keepText ? release(text.length()) : "";
    }

    /** Makes the whole text the last piece. */
    void gather() {
        released = 0;
        release(text.length());
    }

    /** Of the last piece, what belongs to the reasoning before the content. */
    String thought() {
        return slice(pieceFrom, Math.min(released, contentFrom));
    }

    /** Of the last piece, what is content. */
    String content() {
        return slice(Math.max(pieceFrom, contentFrom), Math.min(released, callFrom));
    }

    /** Of the last piece, what belongs to the call of a tool. */
    String call() {
        return slice(Math.max(pieceFrom, callFrom), released);
    }

    private String slice(int from, int to) {
        return from < to ? text.substring(from, to) : "";
    }

    /** True once all that comes belongs to the call of a tool. */
    boolean calls() {
        return count >= callAfter;
    }

    /** True the first time it is asked. */
    boolean opensCall() {
        boolean first = !callOpened;
        callOpened = true;
        return first;
    }

    boolean callOpened() {
        return callOpened;
    }

    void finish(String reason) {
        finish = reason;
    }

    /** The client has been told the end. */
    void close() {
        closed = true;
    }

    boolean closed() {
        return closed;
    }

    boolean done() {
        return finish != null || count >= limit;
    }

    /** How many of so many tokens there are still to be said. */
    int upTo(int tokens) {
        return Math.min(tokens, limit - count);
    }

    int limit() {
        return limit;
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

    /** The ids said last, in one go. */
    int[] chunkIds() {
        return Arrays.copyOfRange(ids, count - chunk, count);
    }

    int chunk() {
        return chunk;
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

    /** Characters sent before the last piece. */
    int pieceOffset() {
        return text.codePointCount(0, pieceFrom);
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
