package io.skipjack.app.cli.bench;

import java.util.SplittableRandom;

/**
 * Makes prompts of a wanted length: one common English word for each token, which is what tokenizers make of it within a
 * few percent. Made of chance by a seed, so that two runs ask the same, and no two requests of a run begin alike unless
 * the trace says that they do.
 *
 * @param seed of all of a run
 */
public record Prompts(long seed) {
    /** Of a block that a trace names, as Mooncake's. */
    public static final int BLOCK_TOKENS = 512;

    /** Keeps what no trace names apart from what one does. */
    private static final long UNNAMED = 0x5DEECE66DL;

    private static final long STRIDE = 0x9E3779B97F4A7C15L;
    private static final int BITS = 7;
    private static final int MASK = (1 << BITS) - 1;
    private static final int DRAWS = 9;

    /** 2^7 of them, each one token with the space before it. */
    private static final String[] WORDS = """
            time year people way day man thing woman life child world school state family student group country problem \
            hand part place case week company system program question work government number night point home water \
            room mother area money story fact month lot right study book eye job word business issue side kind head \
            house friend father power hour game line end member law car city community name president team minute idea \
            body back parent face others level office door health person art war history party result change morning \
            reason research girl guy moment air teacher force education foot boy age policy music market sense nation \
            plan college interest death experience effect use class control field development role effort rate heart \
            drug show leader light voice wife police mind""".split(" ");

    /** @param number of the request, for a prompt like no other */
    public String text(Ask ask, long number) {
        StringBuilder text = new StringBuilder(ask.promptTokens() * 6);
        int left = ask.promptTokens();
        for (long block : ask.blocks()) {
            left -= words(text, seed ^ (block * STRIDE), Math.min(left, BLOCK_TOKENS));
        }
        words(text, seed ^ UNNAMED ^ (number * STRIDE), left);
        return text.toString();
    }

    private static int words(StringBuilder text, long seed, int count) {
        SplittableRandom chance = new SplittableRandom(seed);
        long bits = 0;
        for (int i = 0; i < count; i++) {
            bits = i % DRAWS == 0 ? chance.nextLong() : bits >>> BITS;
            if (!text.isEmpty()) {
                text.append(' ');
            }
            text.append(WORDS[(int) bits & MASK]);
        }
        return count;
    }
}
