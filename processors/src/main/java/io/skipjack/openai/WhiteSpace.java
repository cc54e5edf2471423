package io.skipjack.openai;

/**
 * White space as Python's {@code str.strip} has it, which is what chat templates trim messages by. Java's own notions leave
 * out the no-break space and others, and a character too few left out is said twice.
 */
final class WhiteSpace {
    private WhiteSpace() {}

    static String stripTrailing(String text) {
        int end = text.length();
        while (end > 0 && is(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(0, end);
    }

    private static boolean is(char c) {
        return switch (c) {
            case '\t', '\n', 0x0B, '\f', '\r', 0x1C, 0x1D, 0x1E, 0x1F, ' ', 0x85, 0xA0 -> true;
            default -> c > 0xFF && (Character.isSpaceChar(c) || Character.isWhitespace(c));
        };
    }
}
