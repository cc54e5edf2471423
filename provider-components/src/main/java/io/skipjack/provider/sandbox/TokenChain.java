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
 * {@link #encode} and {@link #text(int[])}. An answer of the chain has no end of its own: the engine ends it by count.
 * How it is read and said is {@link ChainCursor}'s.
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

    /** Ids from here on do not exist. */
    static final int VOCABULARY = WORDS + Vocabulary.SIZE;

    /** What the tokens of an answer are made of. */
    public enum Characters {
        /** Words, so that each token is whole UTF-8. */
        WHOLE,
        /** Words, and between them characters of which each token is a byte or two, which may belong to different ones. */
        SPLIT
    }

    private TokenChain() {}

    /** A cursor that has read {@code ids} and stands before the token that follows them. */
    static ChainCursor after(int[] ids, Characters characters) {
        ChainCursor cursor = new ChainCursor(characters);
        cursor.accept(ids);
        return cursor;
    }

    /** The token that follows {@code ids}. */
    public static int next(int[] ids) {
        return after(ids, Characters.WHOLE).next();
    }

    /** The first {@code n} tokens of the answer to a prompt. */
    public static int[] answer(int[] promptIds, int n) {
        return answer(promptIds, n, 0);
    }

    /** The first {@code n} tokens of the given choice, counted from 0, of the answers to a prompt. */
    public static int[] answer(int[] promptIds, int n, int choice) {
        ChainCursor cursor = after(promptIds, Characters.WHOLE);
        cursor.choose(choice);
        int[] ids = new int[n];
        Arrays.setAll(ids, i -> cursor.next());
        return ids;
    }

    /** The first {@code n} tokens of the answer of an engine whose tokens are made of these characters. */
    public static int[] answer(Characters characters, int[] promptIds, int n) {
        ChainCursor cursor = after(promptIds, characters);
        int[] ids = new int[n];
        Arrays.setAll(ids, i -> cursor.next());
        return ids;
    }

    /** The text of {@link #answer(int[], int)}, as an engine shows it after this prompt. */
    public static String answerText(int[] promptIds, int n) {
        return answerText(Characters.WHOLE, promptIds, n);
    }

    /** The text that an engine shows for the first {@code n} tokens; a character that is not whole then is left out. */
    public static String answerText(Characters characters, int[] promptIds, int n) {
        ChainCursor cursor = after(promptIds, characters);
        StringBuilder text = new StringBuilder(n * 6);
        for (int i = 0; i < n; i++) {
            text.append(cursor.shown(cursor.next()));
        }
        return text.toString();
    }

    /** The prompt ids of a chat with a single user message. */
    public static int[] chat(String userMessage) {
        return concat(turn("user", userMessage), new int[] {ASSISTANT});
    }

    /** The ids of one finished turn of a chat. */
    public static int[] turn(String role, String content) {
        return concat(new int[] {mark(role)}, encode(content), new int[] {END_OF_TURN});
    }

    /** The id that opens a turn. */
    static int mark(String role) {
        return switch (role) {
            case "system", "developer" -> SYSTEM;
            case "user" -> USER;
            case "assistant" -> ASSISTANT;
            case "tool", "function" -> TOOL;
            default -> OTHER;
        };
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
                ids[count++] = ofWord(word);
            } else {
                byte[] bytes = piece.getBytes(StandardCharsets.UTF_8);
                int[] spelled = spelled(bytes, 0, bytes.length);
                System.arraycopy(spelled, 0, ids, count, spelled.length);
                count += spelled.length;
            }
            from = to;
        }
        return Arrays.copyOf(ids, count);
    }

    /** Bytes as pairs, and a single one at the end where their number is odd. */
    static int[] spelled(byte[] bytes, int from, int to) {
        int[] ids = new int[(to - from + 1) / 2];
        for (int i = from; i < to; i += 2) {
            ids[(i - from) / 2] = i + 1 < to ? ofPair(bytes[i], bytes[i + 1]) : ofByte(bytes[i]);
        }
        return ids;
    }

    static int ofByte(int value) {
        return BYTES + (value & 0xFF);
    }

    static int ofPair(int first, int second) {
        return PAIRS + ((first & 0xFF) << 8 | (second & 0xFF));
    }

    static int ofWord(int index) {
        return WORDS + index;
    }

    static boolean isWord(int id) {
        return id >= WORDS;
    }

    /** True for a byte and for a pair of bytes. */
    static boolean isBytes(int id) {
        return id >= BYTES && id < WORDS;
    }

    /** True for what is whole characters, as far as can be told at a glance: words, ASCII and marks. */
    static boolean isWhole(int id) {
        return isWord(id) || isMark(id) || (id < PAIRS ? id - BYTES < 0x80 : ((id - PAIRS) & 0x8080) == 0);
    }

    /** True for what has no text. */
    static boolean isMark(int id) {
        return id < BYTES;
    }

    /** The text of one token; for ids of bytes that are no whole UTF-8 the replacement character. */
    public static String text(int id) {
        return isWord(id) ? Vocabulary.word(wordIndex(id)) : new String(bytes(id), StandardCharsets.UTF_8);
    }

    /** The text of a word's token, ready to stand inside a JSON string. */
    static String escaped(int id) {
        return Vocabulary.escaped(wordIndex(id));
    }

    public static String text(int[] ids) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(ids.length * 4);
        for (int id : ids) {
            bytes.writeBytes(bytes(id));
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    /** What a token adds to the text, in UTF-8; not to be changed. */
    static byte[] bytes(int id) {
        if (isWord(id)) {
            return Vocabulary.bytes(wordIndex(id));
        }
        if (id >= PAIRS) {
            return new byte[] {(byte) ((id - PAIRS) >>> 8), (byte) (id - PAIRS)};
        }
        return isMark(id) ? new byte[0] : new byte[] {(byte) (id - BYTES)};
    }

    /** The first byte of a byte or of a pair of bytes. */
    static byte firstByte(int id) {
        return (byte) (id >= PAIRS ? (id - PAIRS) >>> 8 : id - BYTES);
    }

    private static int wordIndex(int id) {
        return (id - WORDS) & (Vocabulary.SIZE - 1);
    }

    public static int[] concat(int[]... parts) {
        return Arrays.stream(parts).flatMapToInt(Arrays::stream).toArray();
    }
}
