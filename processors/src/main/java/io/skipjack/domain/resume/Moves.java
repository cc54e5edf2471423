package io.skipjack.domain.resume;

/**
 * How far an upstream's hand-over has got, as one router sees it.
 *
 * @param underWay moves begun and not over, 0 or more
 * @param open answers on the upstream, those under way included, 0 or more. Some may yet end by themselves: counting them
 *     makes the others begin a little sooner
 */
public record Moves(int underWay, int open) {
    public Moves {
        if (underWay < 0 || open < 0) {
            throw new IllegalArgumentException("moves are counted from 0");
        }
    }

    /** Those not over yet; the one that asks is there, whatever the count says, which is read a moment earlier or later. */
    int left() {
        return Math.max(open, underWay + 1);
    }
}
