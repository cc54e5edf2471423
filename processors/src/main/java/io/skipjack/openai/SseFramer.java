package io.skipjack.openai;

/**
 * Finds where server-sent events end in a stream that arrives in pieces of any size. Allocates nothing.
 *
 * <p>An event ends with the line end of an empty line; lines end in LF, CRLF or CR. The offsets do not depend on how the
 * stream was cut into pieces. An empty line with no event before it counts as an event of its own, so that every byte
 * belongs to one.
 *
 * <p>The one byte that needs a decision: a CR that ends an empty line may or may not be followed by its LF. After a line
 * that ended in CRLF the LF is waited for, after one that ended in CR the event ends at once. So neither kind of stream is
 * ever held back by one event; only a stream that changes its mind would be, by one byte.
 *
 * <p>Use, one framer for each upstream answer, each byte given once and in order:
 * <pre>{@code
 * int from = 0;
 * int end;
 * while ((end = framer.next(chunk, from, to)) >= 0) {
 *     event: bytes kept from before, then chunk[from, end)
 *     from = end;
 * }
 * end == MORE: keep chunk[from, to);  end == TOO_LARGE: give up
 * }</pre>
 * Why not frame by searching for {@code "\n\n"}: that misses CRLF, and two searches for each piece cost more than one pass.
 */
public final class SseFramer {
    /** No event ends within the bytes given; they are remembered as far as needed. */
    public static final int MORE = -1;

    /** The event is longer than allowed; the framer is of no use any more. */
    public static final int TOO_LARGE = -2;

    /** Bytes of a line seen. */
    private static final int IN_LINE = 0;
    /** At the start of a line, after LF (alone or as CRLF's). */
    private static final int LINE_START = 1;
    /** After a CR that ended a line with text in it. */
    private static final int AFTER_CR = 2;
    /** As LINE_START, and the line before ended in CRLF. */
    private static final int LINE_START_CRLF = 3;
    /** After the CR of an empty line that follows a CRLF: the event ends here or one byte on. */
    private static final int EMPTY_CR = 4;
    /** Between events, after one that ended at a CR: an LF now is that CR's, not an empty line. */
    private static final int EVENT_AFTER_CR = 5;

    private final int maxEventBytes;
    private int state = LINE_START;
    private int pending;

    /** @param maxEventBytes longest event in bytes, its blank line included */
    public SseFramer(int maxEventBytes) {
        if (maxEventBytes < 1) {
            throw new IllegalArgumentException("maxEventBytes must be 1 or more");
        }
        this.maxEventBytes = maxEventBytes;
    }

    /**
     * Looks for the end of the current event in {@code chunk[from, to)}.
     *
     * @return the offset just after the event, {@code from} to {@code to}; or {@link #MORE}, or {@link #TOO_LARGE}. It is
     *     {@code from} itself only when the event turns out to have ended with the bytes given before.
     */
    public int next(byte[] chunk, int from, int to) {
        int at = from;
        while (at < to) {
            if (state == IN_LINE) {
                at = skipLine(chunk, at, to);
                if (at == to) {
                    break;
                }
            }
            byte b = chunk[at];
            if (state == EMPTY_CR && b != '\n') {
                return ended(at - from, at, LINE_START);
            }
            at++;
            if (ends(b)) {
                return ended(at - from, at, b == '\r' ? EVENT_AFTER_CR : LINE_START);
            }
        }
        pending = grown(to - from);
        return pending > maxEventBytes ? TOO_LARGE : MORE;
    }

    /** Bytes given since the last event ended. */
    public int pending() {
        return pending;
    }

    /**
     * Whether the stream may end here: nothing is pending, or only an LF that ended a CR's line, or an event whose closing CR
     * could have been followed by an LF.
     */
    public boolean atBoundary() {
        return pending == 0 || state == EMPTY_CR || (pending == 1 && state == LINE_START);
    }

    /** Takes one byte, moves the state, and says whether an event ends after it. */
    private boolean ends(byte b) {
        if (b == '\n') {
            return lineFeed();
        }
        if (b == '\r') {
            return carriageReturn();
        }
        state = IN_LINE;
        return false;
    }

    private boolean lineFeed() {
        switch (state) {
            case IN_LINE -> state = LINE_START;
            case AFTER_CR -> state = LINE_START_CRLF;
            case EVENT_AFTER_CR -> state = LINE_START;
            default -> {
                return true;
            }
        }
        return false;
    }

    private boolean carriageReturn() {
        switch (state) {
            case IN_LINE -> state = AFTER_CR;
            case LINE_START_CRLF -> state = EMPTY_CR;
            default -> {
                return true;
            }
        }
        return false;
    }

    private int ended(int more, int end, int next) {
        int size = grown(more);
        pending = 0;
        state = next;
        return size > maxEventBytes ? TOO_LARGE : end;
    }

    /** Saturates, so that a framer used on after {@link #TOO_LARGE} does not wrap round. */
    private int grown(int more) {
        return (int) Math.min((long) pending + more, Integer.MAX_VALUE);
    }

    /** Offset of the first LF or CR. JSON has no raw control characters, so one test for any of them is enough. */
    static int skipLine(byte[] chunk, int from, int to) {
        int at = from;
        while (at + Swar.WIDTH <= to) {
            long marks = Swar.below(Swar.load(chunk, at), 0x0E);
            if (marks == 0) {
                at += Swar.WIDTH;
                continue;
            }
            at += Swar.first(marks);
            if (isLineEnd(chunk[at])) {
                return at;
            }
            at++;
        }
        while (at < to && !isLineEnd(chunk[at])) {
            at++;
        }
        return at;
    }

    private static boolean isLineEnd(byte b) {
        return b == '\n' || b == '\r';
    }
}
