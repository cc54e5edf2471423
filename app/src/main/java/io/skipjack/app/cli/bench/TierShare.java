package io.skipjack.app.cli.bench;

import org.HdrHistogram.Histogram;

/**
 * What one tier did of a load.
 *
 * @param tier its name; empty where answers name none
 * @param answers good ones
 * @param share of all good answers, 0 to 1
 * @param promptTokens of all its answers, and likewise completionTokens
 * @param first to the first token, milliseconds
 * @param tokens of each answer, prompt and completion together
 */
public record TierShare(
        String tier,
        long answers,
        double share,
        long promptTokens,
        long completionTokens,
        Spread first,
        Histogram tokens) {

    static TierShare of(String tier, LoadTally.TierTally tally, long allAnswers) {
        return new TierShare(
                tier,
                tally.answers,
                (double) tally.answers / allAnswers,
                tally.promptTokens,
                tally.completionTokens,
                Spread.of(tally.first, LoadReport.MICROS_PER_MS),
                tally.tokens.copy());
    }
}
