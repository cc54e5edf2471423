package io.skipjack.provider.sandbox;

import io.skipjack.provider.sandbox.TokenChain.Characters;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Reads ids or text, then says what follows. Text that the chain said is read back as the ids it was said in, whatever
 * they are; other text as words and bytes. Where it ends in the middle of a token, the bytes it has of that token count as
 * read but not as said: the chain goes on with that very token, of which only the rest is shown. A model would spell the
 * rest in other tokens, but its text would be the same, and that is what a resumed stream has to show.
 *
 * <p>All of this can be told from the ids alone, so that the same holds for a prompt of ids. Not safe for many threads.
 */
final class ChainCursor {
    private static final int UNKNOWN = -1;

    /** First bytes of the characters that a chain of split characters says: Latin, Cyrillic, CJK, Hangul, emoji. */
    private static final int[] LEADS = {0xC3, 0xD0, 0xE4, 0xE6, 0xE9, 0xEC, 0xF0, 0xF0};

    private final Characters characters;
    private final Spelling spelling = new Spelling();
    private long state = 0x5EED_5EA5_0FF1_5BADL;
    private int expected = UNKNOWN;
    private int[] begun = new int[4];
    private int begunCount;
    private int begunBytes;
    private boolean plain;
    private boolean marked;
    private int sinceMark;
    private int run;

    ChainCursor(Characters characters) {
        this.characters = characters;
    }

    /** Reads one token that may or may not be the chain's own. */
    void accept(int id) {
        if (begunCount > 0 && id == expected()) {
            say(id);
        } else {
            if (!begins(id, expected())) {
                giveUp();
            }
            if (begins(id, expected())) {
                begin(id);
            } else {
                take(id);
            }
        }
        spelling.startOver();
    }

    private void take(int id) {
        run = id == expected() ? run + 1 : 0;
        if (!TokenChain.isWhole(id) || !spelling.empty()) {
            spell(id, 0);
        }
        read(id);
    }

    void accept(int[] ids) {
        for (int id : ids) {
            accept(id);
        }
    }

    /** Goes to one of several answers to the same prompt ({@code n > 1}); choice 0 is the plain chain. */
    void choose(int choice) {
        if (choice > 0) {
            giveUp();
            read(-choice);
        }
    }

    /** Says the next token and moves past it. */
    int next() {
        int own = expected();
        spelling.startOver();
        say(own);
        return own;
    }

    /** What the token said last adds to the text; empty while a character is incomplete. To be asked once a token. */
    String shown(int id) {
        return plain ? TokenChain.text(id) : spelling.show();
    }

    /** The same, ready to stand inside a JSON string. */
    String escaped(int id) {
        return plain ? TokenChain.escaped(id) : Json.escape(spelling.show());
    }

    /**
     * How many tokens the chain itself has said at the end of what was read: those after the mark that opens an answer,
     * or, in a prompt without marks, those that are the chain's own.
     */
    int answered() {
        return marked ? sinceMark : run;
    }

    /** Reads a text and says in which ids. */
    int[] read(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        int[] ids = new int[bytes.length];
        int count = 0;
        for (int from = 0; from < bytes.length; ) {
            int[] piece = piece(bytes, from);
            // of its own token, which may have begun with the end of a character that it did not say, only the rest is
            // here
            from += length(piece) - (piece[0] == expected() ? begunBytes : 0);
            for (int id : piece) {
                ids[count++] = id;
                accept(id);
            }
        }
        return Arrays.copyOf(ids, count);
    }

    private static int length(int[] ids) {
        int length = 0;
        for (int id : ids) {
            length += TokenChain.bytes(id).length;
        }
        return length;
    }

    private int[] piece(byte[] bytes, int from) {
        byte[] own = TokenChain.bytes(expected());
        int rest = own.length - begunBytes;
        int common = Arrays.mismatch(own, begunBytes, own.length, bytes, from, bytes.length);
        if (common == bytes.length - from) {
            return TokenChain.spelled(bytes, from, bytes.length);
        }
        if ((common < 0 || common == rest) && wordEnds(bytes, from + rest)) {
            return new int[] {expected()};
        }
        int to = from + 1;
        while (to < bytes.length && bytes[to] != ' ') {
            to++;
        }
        int word = Vocabulary.indexOf(new String(bytes, from, to - from, StandardCharsets.UTF_8));
        if (word >= 0) {
            return new int[] {TokenChain.ofWord(word)};
        }
        return TokenChain.spelled(bytes, from, characters == Characters.WHOLE ? to : pieceOfOneKind(bytes, from, to));
    }

    /** A run of ASCII or one other character: the chain may begin to speak between any two such. */
    private static int pieceOfOneKind(byte[] bytes, int from, int to) {
        int end = from + 1;
        boolean ascii = bytes[from] >= 0;
        while (end < to && (ascii ? bytes[end] >= 0 : (bytes[end] & 0xC0) == 0x80)) {
            end++;
        }
        return end;
    }

    /** A word that goes on is another word. */
    private static boolean wordEnds(byte[] bytes, int at) {
        return at >= bytes.length || bytes[at] < 'a' || bytes[at] > 'z';
    }

    /** True when a token of bytes, after those begun already, spells the beginning of the chain's own next token. */
    private boolean begins(int id, int own) {
        if (!TokenChain.isBytes(id) || id == own) {
            return false;
        }
        byte[] whole = TokenChain.bytes(own);
        if (TokenChain.firstByte(id) != whole[begunBytes]) {
            return false;
        }
        byte[] bytes = TokenChain.bytes(id);
        return begunBytes + bytes.length < whole.length
                && Arrays.equals(whole, begunBytes, begunBytes + bytes.length, bytes, 0, bytes.length);
    }

    private void begin(int id) {
        if (begunCount == begun.length) {
            begun = Arrays.copyOf(begun, begunCount * 2);
        }
        begun[begunCount++] = id;
        begunBytes += TokenChain.bytes(id).length;
        spell(id, 0);
    }

    /** What was begun went on as something else: it is text like any other. */
    private void giveUp() {
        for (int i = 0; i < begunCount; i++) {
            read(begun[i]);
            run = 0;
        }
        begunCount = 0;
        begunBytes = 0;
    }

    private void say(int own) {
        plain = begunBytes == 0 && TokenChain.isWord(own) && spelling.empty();
        if (!plain) {
            spell(own, begunBytes);
        }
        begunCount = 0;
        begunBytes = 0;
        read(own);
        run++;
    }

    private void spell(int id, int from) {
        if (TokenChain.isMark(id)) {
            spelling.end();
        } else {
            spelling.take(TokenChain.bytes(id), from);
        }
    }

    private void read(int id) {
        long z = state * 31 + id + 0x9E37_79B9_7F4A_7C15L;
        z = (z ^ (z >>> 30)) * 0xBF58_476D_1CE4_E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D0_49BB_1331_11EBL;
        state = z ^ (z >>> 31);
        expected = UNKNOWN;
        sinceMark++;
        if (id == TokenChain.ASSISTANT) {
            marked = true;
            sinceMark = 0;
        }
    }

    /** What the chain says next. Not asked anew while a token is begun, since the bytes begun have moved the spelling. */
    private int expected() {
        if (expected == UNKNOWN) {
            expected = characters == Characters.WHOLE ? word() : mixed();
        }
        return expected;
    }

    private int word() {
        return TokenChain.ofWord((int) (state >>> 13) & (Vocabulary.SIZE - 1));
    }

    /** A word, or the next byte or two of a character; a token may even end one character and begin another. */
    private int mixed() {
        int chance = (int) (state >>> 29) & 0x3;
        int one = (int) (state >>> 31) & 0xFF;
        int other = (int) (state >>> 39) & 0xFF;
        if (spelling.missing() == 0) {
            int lead = LEADS[other % LEADS.length];
            return switch (chance) {
                case 0 -> TokenChain.ofByte(lead);
                case 1 -> TokenChain.ofPair(lead, Spelling.second(lead, one));
                default -> word();
            };
        }
        int next = spelling.next(one);
        if (chance > 1) {
            return TokenChain.ofByte(next);
        }
        return TokenChain.ofPair(next, spelling.missing() > 1 ? 0x80 + other % 0x40 : LEADS[other % LEADS.length]);
    }
}
