package io.skipjack.app.cli.bench;

/**
 * What came of one request.
 *
 * @param trouble what went wrong, one of {@link Trouble}'s words or {@code status 503}; empty when nothing did
 * @param tier who answered, as the router's {@code x-skipjack-tier} says; empty where nobody says so
 * @param firstByteNanos {@link System#nanoTime} of the first byte of the body; 0 without one
 * @param firstTokenNanos of the first event with something generated; 0 where that is not known
 * @param endNanos of the end, whatever it was
 * @param promptTokens as the answer says; 0 when it does not
 * @param completionTokens likewise, else the events with something generated
 */
public record Reply(
        String trouble,
        String tier,
        long firstByteNanos,
        long firstTokenNanos,
        long endNanos,
        long promptTokens,
        long completionTokens) {

    static Reply failed(String trouble, String tier, long endNanos) {
        return new Reply(trouble, tier, 0, 0, endNanos, 0, 0);
    }

    public boolean good() {
        return trouble.isEmpty();
    }
}
