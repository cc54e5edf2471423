package io.skipjack.openai;

import org.jspecify.annotations.Nullable;

/**
 * Checks the text of a JSON body before any parser sees it: strict UTF-8 (no overlong form, no surrogate, nothing above
 * U+10FFFF, nothing cut short), no NUL, and no escape of half a surrogate pair.
 *
 * <p>Why not leave it to the parser: it skips strings that nobody reads, and each engine behind us repairs bad text in
 * its own way. Escapes are read lexically, string or not: outside a string a backslash is refused by the parser anyway.
 */
final class Utf8Scan {
    /** What is wrong, in words for the client, and the offset in bytes. */
    record Flaw(String what, int offset) {}

    private final byte[] text;
    private @Nullable Flaw flaw;

    private Utf8Scan(byte[] text) {
        this.text = text;
    }

    /** The first flaw; null for sound text. */
    static @Nullable Flaw scan(byte[] text) {
        if (text.length >= 3 && text[0] == (byte) 0xEF && text[1] == (byte) 0xBB && text[2] == (byte) 0xBF) {
            return new Flaw("a byte order mark", 0);
        }
        return new Utf8Scan(text).run();
    }

    private @Nullable Flaw run() {
        int at = 0;
        while (at < text.length && flaw == null) {
            at = skipPlain(at);
            if (at < text.length) {
                at = special(at);
            }
        }
        return flaw;
    }

    /** Moves over ASCII that is neither NUL nor a backslash. */
    private int skipPlain(int from) {
        int at = from;
        while (at + Swar.WIDTH <= text.length) {
            long word = Swar.load(text, at);
            long marks = (word & Swar.HIGH_BITS) | Swar.equalTo(word, 0) | Swar.equalTo(word, '\\');
            if (marks != 0) {
                return at + Swar.first(marks);
            }
            at += Swar.WIDTH;
        }
        while (at < text.length && text[at] > 0 && text[at] != '\\') {
            at++;
        }
        return at;
    }

    private int special(int from) {
        int at = from;
        if (text[at] == '\\') {
            return escape(at);
        }
        if (text[at] == 0) {
            return fail("a NUL byte", at);
        }
        while (at < text.length && text[at] < 0) {
            at = sequence(at);
        }
        return at;
    }

    /** Moves over one sequence of two to four bytes (Unicode 16, table 3-7). */
    private int sequence(int at) {
        int lead = text[at] & 0xFF;
        if (lead >= 0xC2 && lead <= 0xDF) {
            return tail(at, 1, 0x80, 0xBF);
        }
        if ((lead & 0xF0) == 0xE0) {
            return tail(at, 2, lead == 0xE0 ? 0xA0 : 0x80, lead == 0xED ? 0x9F : 0xBF);
        }
        if (lead >= 0xF0 && lead <= 0xF4) {
            return tail(at, 3, lead == 0xF0 ? 0x90 : 0x80, lead == 0xF4 ? 0x8F : 0xBF);
        }
        return fail("invalid UTF-8", at);
    }

    private int tail(int at, int count, int low, int high) {
        int end = at + 1 + count;
        if (end > text.length) {
            return fail("invalid UTF-8", at);
        }
        int second = text[at + 1] & 0xFF;
        boolean sound = second >= low && second <= high;
        for (int i = at + 2; i < end; i++) {
            sound &= (text[i] & 0xC0) == 0x80;
        }
        return sound ? end : fail("invalid UTF-8", at);
    }

    private int escape(int at) {
        int unit = unitAt(at);
        if (unit < 0) {
            return Math.min(at + 2, text.length);
        }
        if (!Character.isSurrogate((char) unit)) {
            return at + 6;
        }
        int next = unitAt(at + 6);
        if (Character.isHighSurrogate((char) unit) && next >= 0 && Character.isLowSurrogate((char) next)) {
            return at + 12;
        }
        return fail("an escape of half a surrogate pair", at);
    }

    /** The code unit of a backslash-u escape at this offset; -1 when there is none. */
    private int unitAt(int at) {
        if (at + 6 > text.length || text[at] != '\\' || text[at + 1] != 'u') {
            return -1;
        }
        int unit = 0;
        for (int i = at + 2; i < at + 6; i++) {
            int digit = text[i] < 0 ? -1 : Character.digit(text[i], 16);
            if (digit < 0) {
                return -1;
            }
            unit = (unit << 4) | digit;
        }
        return unit;
    }

    private int fail(String what, int at) {
        flaw = new Flaw(what, at);
        return text.length;
    }
}
