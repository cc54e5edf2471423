package io.skipjack.openai;

import java.util.Arrays;

/**
 * Walks over the JSON of one event without building anything: the caller goes into the objects it cares about, member by
 * member, and skips the rest.
 *
 * <p>It finds structure, it does not validate: strings and brackets are followed exactly, commas, numbers and literals loosely.
 * Text that is not JSON never throws nor loops; it makes {@link #broken()} true and every further step false.
 *
 * <p>Why walk and not search for {@code "finish_reason":}? A search would be sound against text that the model wrote, as a
 * quote inside a string is escaped: {@code \"finish_reason\":} does not hold {@code "finish_reason":}. But it would also hit
 * the same key in some other object, and miss {@code "finish_reason" : null}. The walk costs about the same.
 */
final class JsonCursor {
    private static final long LARGEST_COUNT = 1_000_000_000_000_000L;

    private byte[] bytes = {};
    private int at;
    private int end;
    private int from;
    private int to;
    private boolean broken;
    private int memberFrom;

    void reset(byte[] source, int start, int limit) {
        bytes = source;
        at = start;
        end = limit;
        broken = false;
    }

    boolean broken() {
        return broken;
    }

    /** Whether only spaces are left. */
    boolean atEnd() {
        return peek() < 0;
    }

    /** The next byte that is not a space or a tab, not consumed; -1 at the end. Line ends never occur within one line. */
    int peek() {
        while (at < end) {
            byte b = bytes[at];
            if (b != ' ' && b != '\t') {
                return b & 0xFF;
            }
            at++;
        }
        return -1;
    }

    /** Consumes an opening bracket. */
    boolean enter(char bracket) {
        if (broken || peek() != bracket) {
            return false;
        }
        at++;
        return true;
    }

    /**
     * Moves to the next member of the object entered: past its key, which {@link #is} and {@link #length} then tell, and its
     * colon. False at the end of the object, which is consumed.
     */
    boolean nextMember() {
        peek();
        int before = at;
        int c = afterComma('}');
        int key = at;
        if (c != '"' || !string()) {
            return fail(c != '}');
        }
        memberFrom = bytes[before] == ',' ? before : key;
        if (peek() != ':') {
            return fail(true);
        }
        at++;
        return true;
    }

    /** Moves to the next element of the array entered; false at its end, which is consumed. */
    boolean nextElement() {
        int c = afterComma(']');
        return (c != ']' && c >= 0) || fail(c < 0);
    }

    /** Consumes a string, which {@link #is} and {@link #length} then tell; anything else is skipped and gives false. */
    boolean readString() {
        if (peek() == '"') {
            return string() || fail(true);
        }
        skipValue();
        return false;
    }

    /** Consumes a whole number from 0 to 10^15; anything else is skipped and gives -1. */
    long readCount() {
        peek();
        int start = at;
        long value = 0;
        while (at < end && bytes[at] >= '0' && bytes[at] <= '9' && at - start < 16) {
            value = value * 10 + (bytes[at++] - '0');
        }
        if (at > start && value <= LARGEST_COUNT && (at == end || isDelimiter(bytes[at]))) {
            return value;
        }
        at = start;
        skipValue();
        return -1;
    }

    /** Consumes a value and says whether it holds anything: not null, false, an empty string, object or array. */
    boolean readPresence() {
        int c = peek();
        int start = at;
        skipValue();
        return switch (c) {
            case 'n', 'f' -> false;
            case '"', '{', '[' -> at - start > 2;
            default -> c >= 0;
        };
    }

    /** Consumes any value. */
    void skipValue() {
        switch (peek()) {
            case '"' -> fail(!string());
            case '{', '[' -> skipNested();
            case -1, '}', ']', ',', ':' -> fail(true);
            default -> skipBare();
        }
    }

    /** Offset of the comma before the member last moved to, or of its key where there is none. */
    int memberFrom() {
        return memberFrom;
    }

    /**
     * Offset just after the member whose value was consumed. Where no comma stands before it, the one after it is consumed
     * as well, so that what is left when the member is cut out is JSON.
     */
    int memberTo(int from) {
        if (bytes[from] != ',' && peek() == ',') {
            at++;
        }
        return at;
    }

    /** Offset of what was not consumed yet. */
    int position() {
        return at;
    }

    /** Offset of the string last read, its quote not included. */
    int stringFrom() {
        return from;
    }

    /** Offset of the end of the string last read, its quote not included. */
    int stringTo() {
        return to;
    }

    /** Length in bytes of the string last read, escapes as they stand. */
    int length() {
        return to - from;
    }

    /** Whether the string last read is this ASCII literal. A string with escapes equals nothing. */
    boolean is(byte[] literal) {
        return Arrays.equals(bytes, from, to, literal, 0, literal.length);
    }

    /** Whether the string last read ends like this. */
    boolean endsWith(byte[] literal) {
        return to - from >= literal.length && Arrays.equals(bytes, to - literal.length, to, literal, 0, literal.length);
    }

    /** The next byte after a comma, if there is one; a closing bracket is consumed. */
    private int afterComma(char closing) {
        if (broken) {
            return -1;
        }
        int c = peek();
        if (c == ',') {
            at++;
            c = peek();
        }
        if (c == closing) {
            at++;
        }
        return c;
    }

    private void skipNested() {
        int depth = 0;
        while (at < end) {
            switch (bytes[at]) {
                case '"' -> {
                    if (!string()) {
                        fail(true);
                        return;
                    }
                    continue;
                }
                case '{', '[' -> depth++;
                case '}', ']' -> depth--;
                default -> {}
            }
            at++;
            if (depth == 0) {
                return;
            }
        }
        fail(true);
    }

    private void skipBare() {
        while (at < end && !isDelimiter(bytes[at])) {
            at++;
        }
    }

    private static boolean isDelimiter(byte b) {
        return switch (b) {
            case ',', '}', ']', ' ', '\t', '"', '{', '[', ':' -> true;
            default -> false;
        };
    }

    /** Consumes the string that starts here; false when it does not end or holds a control character. */
    private boolean string() {
        from = at + 1;
        int i = from;
        while (true) {
            i = skipPlain(i);
            if (i >= end) {
                return false;
            }
            byte b = bytes[i];
            if (b == '"') {
                to = i;
                at = i + 1;
                return true;
            }
            if (b != '\\') {
                return false;
            }
            i += 2;
        }
    }

    /** Offset of the first quote, backslash or control character; words may reach past the end, but not past the array. */
    private int skipPlain(int start) {
        int i = start;
        while (i + Swar.WIDTH <= bytes.length && i < end) {
            long word = Swar.load(bytes, i);
            long marks = Swar.equalTo(word, '"') | Swar.equalTo(word, '\\') | Swar.below(word, ' ');
            if (marks != 0) {
                return i + Swar.first(marks);
            }
            i += Swar.WIDTH;
        }
        while (i < end && bytes[i] != '"' && bytes[i] != '\\' && (bytes[i] >= ' ' || bytes[i] < 0)) {
            i++;
        }
        return i;
    }

    private boolean fail(boolean reallyBroken) {
        if (reallyBroken) {
            broken = true;
            at = end;
        }
        return false;
    }
}
