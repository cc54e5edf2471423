package io.skipjack.openai;

import java.nio.charset.StandardCharsets;

/**
 * One edit of a body that asks the engine for usage: some bytes at one place give way to others, all the rest stay as
 * they came.
 *
 * <p>Why not write the JSON anew: numbers, escapes, spacing and the order of keys would change, and a megabyte of image
 * would pass through a generator for the sake of 40 bytes.
 *
 * @param at offset in bytes
 * @param removed how many bytes go
 * @param inserted ASCII that comes instead
 */
record UsageSplice(int at, int removed, String inserted) {
    private static final String MEMBER = "\"include_usage\":true";

    /** For a body without {@code stream_options}; it has other keys, {@code stream} at least. */
    static UsageSplice intoRoot(int rootOffset) {
        return new UsageSplice(rootOffset + 1, 0, "\"stream_options\":{" + MEMBER + "},");
    }

    /** For {@code "stream_options":null}. */
    static UsageSplice overNull(int valueOffset) {
        return new UsageSplice(valueOffset, 4, "{" + MEMBER + "}");
    }

    /** For a {@code stream_options} object without {@code include_usage}. */
    static UsageSplice intoOptions(int objectOffset, boolean empty) {
        return new UsageSplice(objectOffset + 1, 0, empty ? MEMBER : MEMBER + ",");
    }

    /** For {@code "include_usage":false} or {@code null}. */
    static UsageSplice overFlag(int valueOffset, int length) {
        return new UsageSplice(valueOffset, length, "true");
    }

    byte[] apply(byte[] body) {
        byte[] extra = inserted.getBytes(StandardCharsets.US_ASCII);
        byte[] result = new byte[body.length - removed + extra.length];
        System.arraycopy(body, 0, result, 0, at);
        System.arraycopy(extra, 0, result, at, extra.length);
        System.arraycopy(body, at + removed, result, at + extra.length, body.length - at - removed);
        return result;
    }
}
