package io.skipjack.provider.sandbox;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Bytes on their way to becoming text, withheld as vLLM's detokenizer does: while the last character is incomplete
 * nothing is shown, also not what is whole before it; then everything that waited is shown at once. What never becomes
 * whole is never shown. Bytes that cannot be UTF-8 become replacement characters.
 */
final class Spelling {
    private static final byte[] NONE = new byte[0];

    private byte[] waiting = NONE;
    private int length;
    private int missing;
    private int low;
    private int high;

    void take(byte[] bytes, int from) {
        for (int i = from; i < bytes.length; i++) {
            take(bytes[i]);
        }
    }

    private void take(byte next) {
        if (length == waiting.length) {
            waiting = Arrays.copyOf(waiting, Math.max(8, length * 2));
        }
        waiting[length++] = next;
        int value = next & 0xFF;
        if (missing > 0 && value >= low && value <= high) {
            missing--;
            low = 0x80;
            high = 0xBF;
        } else {
            begin(value);
        }
    }

    private void begin(int lead) {
        missing = following(lead);
        low = leastSecond(lead);
        high = greatestSecond(lead);
    }

    /** How many bytes follow this first byte of a character; 0 where it begins none of several bytes. */
    static int following(int lead) {
        if (lead < 0xC2 || lead > 0xF4) {
            return 0;
        }
        return lead < 0xE0 ? 1 : lead < 0xF0 ? 2 : 3;
    }

    private static int leastSecond(int lead) {
        return lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
    }

    private static int greatestSecond(int lead) {
        return lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
    }

    /** One of the bytes that may follow the first byte of a character. */
    static int second(int lead, int chance) {
        return leastSecond(lead) + chance % (greatestSecond(lead) - leastSecond(lead) + 1);
    }

    /** One of the bytes that may come next inside a character. */
    int next(int chance) {
        return low + chance % (high - low + 1);
    }

    /** How many bytes the last character still wants. */
    int missing() {
        return missing;
    }

    /** True when nothing waits. */
    boolean empty() {
        return length == 0;
    }

    /** Forgets what is whole, as shown already. */
    void startOver() {
        if (missing == 0) {
            length = 0;
        }
    }

    /** What may be shown now and was not yet; empty inside a character. */
    String show() {
        if (missing > 0) {
            return "";
        }
        String text = new String(waiting, 0, length, StandardCharsets.UTF_8);
        length = 0;
        return text;
    }

    /** A mark between parts of a chat ends whatever went before it. */
    void end() {
        length = 0;
        missing = 0;
    }
}
