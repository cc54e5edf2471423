package io.skipjack.openai;

import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/**
 * Looks at each event of one stream, as bytes, and keeps what they say together: usage, finish reasons, whether the answer
 * is whole. Allocates nothing for an event whose data is one line.
 *
 * <p>Rule of completeness, as {@code [DONE]} proves nothing (vLLM sends it after an error too):
 * <ul>
 *   <li>chat, completions: a real finish reason for each choice index seen;
 *   <li>messages: a real {@code stop_reason} and {@code message_stop};
 *   <li>responses: {@code response.completed} or {@code response.incomplete};
 *   <li>others: as chat where there are choices, else a {@code .done} event or {@code [DONE]};
 * </ul>
 * and in every case no error, no {@code abort} and nothing malformed before. A reason we do not know is taken as real: new
 * ones appear, and the two bad ones are known.
 *
 * <p>One inspector for each leg (one upstream's answer); not for use by several threads at once.
 */
public final class EventInspector {
    /** Carries data. No bit at all means a comment or an empty event, there only to keep the line alive. */
    public static final int DATA = 1;

    /** Carries something generated: text, reasoning, a tool call. The first of these ends the time to first token. */
    public static final int CONTENT = 1 << 1;

    /** Carries a real finish reason of at least one choice. */
    public static final int FINISH = 1 << 2;

    /** Carries numbers of tokens, now in {@link #promptTokens()} and {@link #completionTokens()}. */
    public static final int USAGE = 1 << 3;

    /** Carries usage and an empty {@code choices}: to be dropped where the client did not ask for it. */
    public static final int USAGE_ONLY = 1 << 4;

    /** The last event by the protocol: {@code [DONE]}, {@code message_stop}, {@code response.completed}. Proves nothing alone. */
    public static final int DONE = 1 << 5;

    /** Reports an error: a top-level {@code error}, {@code event: error}, {@code response.failed}. */
    public static final int ERROR = 1 << 6;

    /** A choice ended with {@code abort} or {@code error}: the engine gave up. */
    public static final int ABORT = 1 << 7;

    /** Data that is not a JSON object where only that may come. */
    public static final int MALFORMED = 1 << 8;

    private static final int DAMAGE = ERROR | ABORT | MALFORMED;
    private static final byte[] NOTHING = {};
    private static final byte[] DATA_FIELD = Ascii.bytes("data");
    private static final byte[] EVENT_FIELD = Ascii.bytes("event");
    private static final byte[] ERROR_NAME = Ascii.bytes("error");
    private static final byte[] DONE_DATA = Ascii.bytes("[DONE]");

    private final Operation operation;
    private final StreamState state = new StreamState();
    private final EventWalk walk;
    private final @Nullable Transcript transcript;
    private final @Nullable EventNotes notes;

    /** Rerank, audio and the like may stream what they want. */
    private final boolean free;

    public EventInspector(Operation operation) {
        this(operation, null);
    }

    /** @param transcript takes down the answer for resuming it: see {@link #takeDown}; null for none */
    public EventInspector(Operation operation, @Nullable Transcript transcript) {
        this.operation = operation;
        this.transcript = transcript;
        this.notes = transcript == null ? null : new EventNotes();
        this.free = switch (operation) {
            case CHAT, COMPLETIONS, RESPONSES, MESSAGES -> false;
            default -> true;
        };
        this.walk = new EventWalk(operation, state, notes);
    }

    /**
     * Takes the next event of the stream, {@code bytes[from, to)} as {@link SseFramer} found it.
     *
     * @return the bits above that apply
     */
    public int inspect(byte[] bytes, int from, int to) {
        int end = withoutLineEnds(bytes, from, to);
        if (notes != null) {
            notes.data = NOTHING;
        }
        int flags = isField(bytes, from, end, DATA_FIELD) ? data(bytes, from + 5, end) : 0;
        if (flags == 0 || (flags & MALFORMED) != 0) {
            flags = lines(bytes, from, end);
        }
        if (free && (flags & MALFORMED) != 0) {
            flags = (flags & ~MALFORMED) | CONTENT;
        }
        state.done |= (flags & DONE) != 0;
        state.realFinish |= (flags & FINISH) != 0;
        state.damaged |= (flags & DAMAGE) != 0;
        return flags;
    }

    /** Takes the event last inspected into the transcript; not to be called for one that the client does not get. */
    public void takeDown() {
        if (transcript != null && notes != null && notes.data.length > 0) {
            transcript.add(notes);
            transcript.counted(state.promptTokens);
        }
    }

    /**
     * How many pieces of the event last inspected are there only because the router asked for token ids, in
     * {@code bytes} itself; each from {@link #extraFrom} to {@link #extraTo}.
     */
    public int extras(byte[] bytes) {
        return notes == null || notes.data != bytes ? 0 : notes.cutCount;
    }

    /** Offset in the inspected bytes. */
    public int extraFrom(int index) {
        return notes == null ? 0 : notes.cuts[2 * index];
    }

    /** Offset in the inspected bytes. */
    public int extraTo(int index) {
        return notes == null ? 0 : notes.cuts[2 * index + 1];
    }

    /** Whether what was seen so far is a whole answer. */
    public boolean whole() {
        if (state.damaged) {
            return false;
        }
        return switch (operation) {
            case CHAT, COMPLETIONS -> state.everyChoiceFinished();
            case RESPONSES -> state.realFinish;
            case MESSAGES -> state.realFinish && state.done;
            default -> state.seen.isEmpty() ? state.done : state.everyChoiceFinished();
        };
    }

    /** Indices of choices begun and not finished; empty where the operation has no choices. */
    public BitSet openChoices() {
        return state.open();
    }

    /** Tokens read, as last reported; -1 while unknown. */
    public long promptTokens() {
        return state.promptTokens;
    }

    /** Tokens generated, as last reported; -1 while unknown. */
    public long completionTokens() {
        return state.completionTokens;
    }

    /** The last finish reason seen: a known one, {@code "other"}, or null for none. */
    public @Nullable String finishReason() {
        return state.finishReason;
    }

    /** Line by line, for everything that is not a single line of data. */
    private int lines(byte[] bytes, int from, int end) {
        int flags = 0;
        int count = 0;
        int dataFrom = 0;
        int dataTo = 0;
        byte[] data = bytes;
        for (int at = from, next; at < end; at = next) {
            int eol = SseFramer.skipLine(bytes, at, end);
            next = eol + 1;
            if (isField(bytes, at, eol, EVENT_FIELD)) {
                flags |= isValue(bytes, at + 6, eol, ERROR_NAME) ? ERROR : 0;
            } else if (isField(bytes, at, eol, DATA_FIELD)) {
                if (count++ == 0) {
                    dataFrom = at + 5;
                    dataTo = eol;
                } else {
                    data = joined(data, dataFrom, dataTo, bytes, at + 5, eol);
                    dataFrom = 0;
                    dataTo = data.length;
                }
            }
        }
        return count == 0 ? flags : flags | data(data, dataFrom, dataTo);
    }

    private int data(byte[] data, int from, int to) {
        if (isValue(data, from, to, DONE_DATA)) {
            return DATA | DONE;
        }
        return walk.object(data, from, to);
    }

    /** Data lines as one: JSON takes a space where server-sent events put a line feed. */
    private static byte[] joined(byte[] first, int from1, int to1, byte[] second, int from2, int to2) {
        byte[] all = new byte[to1 - from1 + 1 + to2 - from2];
        System.arraycopy(first, from1, all, 0, to1 - from1);
        all[to1 - from1] = ' ';
        System.arraycopy(second, from2, all, to1 - from1 + 1, to2 - from2);
        return all;
    }

    private static int withoutLineEnds(byte[] bytes, int from, int to) {
        int end = to;
        while (end > from && (bytes[end - 1] == '\n' || bytes[end - 1] == '\r')) {
            end--;
        }
        return end;
    }

    /** Whether a line begins with this field name and a colon. */
    private static boolean isField(byte[] bytes, int from, int end, byte[] name) {
        int colon = from + name.length;
        if (colon >= end || bytes[colon] != ':') {
            return false;
        }
        return startsWith(bytes, from, name);
    }

    private static boolean startsWith(byte[] bytes, int from, byte[] literal) {
        for (int i = 0; i < literal.length; i++) {
            if (bytes[from + i] != literal[i]) {
                return false;
            }
        }
        return true;
    }

    /** Whether a field's value, the spaces around it aside, is this literal. */
    private static boolean isValue(byte[] bytes, int from, int to, byte[] literal) {
        int start = from;
        int end = to;
        while (start < end && bytes[start] == ' ') {
            start++;
        }
        while (end > start && bytes[end - 1] == ' ') {
            end--;
        }
        return end - start == literal.length && startsWith(bytes, start, literal);
    }
}
