package io.skipjack.openai;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * JSON written straight to UTF-8 bytes. Any Java string gives valid output: quotes, backslashes and control characters
 * are escaped, half a surrogate pair becomes U+FFFD (Jackson's generator would throw, in the middle of an error answer).
 */
final class JsonBytes {
    private static final byte[] HEX = {'0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'};

    private byte[] bytes = new byte[256];
    private int length;

    /** Appends ASCII that is already JSON. */
    JsonBytes raw(String ascii) {
        for (int i = 0; i < ascii.length(); i++) {
            put(ascii.charAt(i));
        }
        return this;
    }

    JsonBytes number(long value) {
        return raw(Long.toString(value));
    }

    /** Appends a quoted string, or {@code null}. */
    JsonBytes string(@Nullable String text) {
        if (text == null) {
            return raw("null");
        }
        put('"');
        int at = 0;
        while (at < text.length()) {
            int codePoint = text.codePointAt(at);
            character(codePoint);
            at += Character.charCount(codePoint);
        }
        put('"');
        return this;
    }

    byte[] toBytes() {
        return Arrays.copyOf(bytes, length);
    }

    private void character(int c) {
        if (c == '"' || c == '\\') {
            put('\\');
            put(c);
        } else if (c < 0x20 || c == 0x7F) {
            raw("\\u00");
            put(HEX[c >> 4]);
            put(HEX[c & 0xF]);
        } else if (c < 0x80) {
            put(c);
        } else if (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE) {
            multibyte(0xFFFD);
        } else {
            multibyte(c);
        }
    }

    private void multibyte(int c) {
        if (c < 0x800) {
            put(0xC0 | (c >> 6));
        } else {
            if (c < 0x10000) {
                put(0xE0 | (c >> 12));
            } else {
                put(0xF0 | (c >> 18));
                put(0x80 | ((c >> 12) & 0x3F));
            }
            put(0x80 | ((c >> 6) & 0x3F));
        }
        put(0x80 | (c & 0x3F));
    }

    private void put(int b) {
        if (length == bytes.length) {
            bytes = Arrays.copyOf(bytes, length * 2);
        }
        bytes[length++] = (byte) b;
    }
}
