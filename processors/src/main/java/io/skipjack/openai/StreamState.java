package io.skipjack.openai;

import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/** What the events of one stream have said so far, all together. */
final class StreamState {
    /** vLLM's own largest {@code n}; no choice can have a higher index. */
    private static final int MOST_CHOICES = 16_384;

    private static final byte[] ABORT = Ascii.bytes("abort");
    private static final byte[] ERROR = Ascii.bytes("error");
    private static final String[] REASONS = {
        "stop",
        "length",
        "tool_calls",
        "content_filter",
        "function_call",
        "end_turn",
        "max_tokens",
        "stop_sequence",
        "tool_use",
        "pause_turn",
        "refusal"
    };
    private static final byte[][] REASON_BYTES = Ascii.bytes(REASONS);

    final BitSet seen = new BitSet();
    final BitSet finished = new BitSet();
    long promptTokens = -1;
    long completionTokens = -1;

    @Nullable
    String finishReason;

    boolean realFinish;
    boolean done;
    boolean damaged;

    /** Notes that a choice was seen; false for an index that no choice can have. */
    boolean see(long index) {
        if (index < 0 || index >= MOST_CHOICES) {
            return false;
        }
        seen.set((int) index);
        return true;
    }

    /** Counts only grow: engines that repeat usage on each chunk send running totals. */
    void tokens(long prompt, long completion) {
        promptTokens = Math.max(promptTokens, prompt);
        completionTokens = Math.max(completionTokens, completion);
    }

    /** The reason that the cursor has just read: one of ours to compare by identity, or {@code "other"}. */
    static String reason(JsonCursor cursor) {
        if (cursor.is(ABORT)) {
            return "abort";
        }
        if (cursor.is(ERROR)) {
            return "error";
        }
        for (int i = 0; i < REASONS.length; i++) {
            if (cursor.is(REASON_BYTES[i])) {
                return REASONS[i];
            }
        }
        return "other";
    }

    /** Whether a reason says that the engine gave up, not that the answer ended. */
    static boolean gaveUp(String reason) {
        return reason.equals("abort") || reason.equals("error");
    }

    boolean everyChoiceFinished() {
        return !seen.isEmpty() && finished.cardinality() == seen.cardinality();
    }

    BitSet open() {
        BitSet open = (BitSet) seen.clone();
        open.andNot(finished);
        return open;
    }
}
