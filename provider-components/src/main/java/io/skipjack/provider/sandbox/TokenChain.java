package io.skipjack.provider.sandbox;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The language of the fake engines, and the oracle of the tests: token i = H(all token ids before it, prompt included),
 * mapped to a short word. Any lost, doubled or swapped token changes everything after it, so comparing a transcript with
 * {@link #answer(int[], int)} proves it whole; and going on from {@code prompt ++ generated} yields the same chain, which
 * is what a resumed stream must show. A hash and not a random generator, so that no engine needs to remember anything.
 *
 * <p>Ids: 0-7 mark the parts of a chat, 8-263 are single bytes, 264-65799 pairs of bytes, and from 65800 the 4096 words.
 * Text that an engine said is read back as the same ids, other text as bytes, so every text survives
 * {@link #encode} and {@link #text(int[])}. Each generated id is whole UTF-8. An answer of the chain has no end of its own:
 * the engine ends it by count (see {@link #answered}).
 */
public final class TokenChain {
    /** Ends one turn of a chat. */
    static final int END_OF_TURN = 1;

    /** Opens the answer: everything after the last one of these was said by the engine. */
    static final int ASSISTANT = 2;

    private static final int SYSTEM = 3;
    private static final int USER = 4;
    private static final int TOOL = 5;
    private static final int OTHER = 6;

    private static final int BYTES = 8;
    private static final int PAIRS = BYTES + 256;
    private static final int WORDS = PAIRS + 65_536;

    private long state = 0x5EED_5EA5_0FF1_5BADL;

    private TokenChain() {}

    /** A cursor that has read {@code ids} and stands before the token that follows them. */
    static TokenChain after(int[] ids) {
        TokenChain chain = new TokenChain();
        for (int id : ids) {
            chain.read(id);
        }
        return chain;
    }

    /** A cursor for one of several answers ({@code n > 1}); choice 0 is the plain chain. */
    static TokenChain after(int[] ids, int choice) {
        TokenChain chain = after(ids);
        if (choice > 0) {
            chain.read(-choice);
        }
        return chain;
    }

    /** Says the next token and moves past it. */
    int next() {
        int id = WORDS + (int) ((state >>> 13) & (Vocabulary.SIZE - 1));
        read(id);
        return id;
    }

    private void read(int id) {
        long z = state * 31 + id + 0x9E37_79B9_7F4A_7C15L;
        z = (z ^ (z >>> 30)) * 0xBF58_476D_1CE4_E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D0_49BB_1331_11EBL;
        state = z ^ (z >>> 31);
    }

    /** The token that follows {@code ids}. */
    public static int next(int[] ids) {
        return after(ids).next();
    }

    /** The first {@code n} tokens of the answer to a prompt. */
    public static int[] answer(int[] promptIds, int n) {
        return answer(promptIds, n, 0);
    }

    /** The first {@code n} tokens of the given choice, counted from 0, of the answers to a prompt. */
    public static int[] answer(int[] promptIds, int n, int choice) {
        TokenChain chain = after(promptIds, choice);
        int[] ids = new int[n];
        Arrays.setAll(ids, i -> chain.next());
        return ids;
    }

    /** The text of {@link #answer(int[], int)}. */
    public static String answerText(int[] promptIds, int n) {
        return text(answer(promptIds, n));
    }

    /** The prompt ids of a chat with a single user message. */
    public static int[] chat(String userMessage) {
        return concat(turn("user", userMessage), new int[] {ASSISTANT});
    }

    /** The ids of one finished turn of a chat. */
    public static int[] turn(String role, String content) {
        int mark = switch (role) {
            case "system", "developer" -> SYSTEM;
            case "user" -> USER;
            case "assistant" -> ASSISTANT;
            case "tool", "function" -> TOOL;
            default -> OTHER;
        };
        return concat(new int[] {mark}, encode(content), new int[] {END_OF_TURN});
    }

    /** How many of these ids the engine itself has said: those after the mark that opens the answer; 0 without one. */
    static int answered(int[] ids) {
        for (int i = ids.length - 1; i >= 0; i--) {
            if (ids[i] == ASSISTANT) {
                return ids.length - 1 - i;
            }
        }
        return 0;
    }

    public static int[] encode(String text) {
        int[] ids = new int[text.length() * 3];
        int count = 0;
        for (int from = 0; from < text.length(); ) {
            int space = text.indexOf(' ', from + 1);
            int to = space < 0 ? text.length() : space;
            String piece = text.substring(from, to);
            int word = Vocabulary.indexOf(piece);
            if (word >= 0) {
                ids[count++] = WORDS + word;
            } else {
                count = bytes(piece.getBytes(StandardCharsets.UTF_8), ids, count);
            }
            from = to;
        }
        return Arrays.copyOf(ids, count);
    }

    private static int bytes(byte[] bytes, int[] ids, int start) {
        int count = start;
        for (int i = 0; i < bytes.length; i += 2) {
            ids[count++] = i + 1 < bytes.length
                    ? PAIRS + ((bytes[i] & 0xFF) << 8 | (bytes[i + 1] & 0xFF))
                    : BYTES + (bytes[i] & 0xFF);
        }
        return count;
    }

    /** The text of one token; for ids of bytes that are no whole UTF-8 the replacement character. */
    public static String text(int id) {
        return id >= WORDS ? Vocabulary.word(wordIndex(id)) : text(new int[] {id});
    }

    /** The text of a word's token, ready to stand inside a JSON string. */
    static String escaped(int id) {
        return Vocabulary.escaped(wordIndex(id));
    }

    public static String text(int[] ids) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(ids.length * 4);
        for (int id : ids) {
            if (id >= WORDS) {
                bytes.writeBytes(Vocabulary.word(wordIndex(id)).getBytes(StandardCharsets.UTF_8));
            } else if (id >= PAIRS) {
                bytes.write((id - PAIRS) >>> 8);
                bytes.write(id - PAIRS);
            } else if (id >= BYTES) {
                bytes.write(id - BYTES);
            }
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private static int wordIndex(int id) {
        return (id - WORDS) & (Vocabulary.SIZE - 1);
    }

    static int[] concat(int[]... parts) {
        return Arrays.stream(parts).flatMapToInt(Arrays::stream).toArray();
    }
}
