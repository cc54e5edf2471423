package io.skipjack.upstream;

import io.skipjack.domain.deployment.Tier;
import io.skipjack.domain.routing.LegOutcome;
import io.skipjack.processors.inference.Inference;

/** How many upstreams of one tier one request may be sent to. */
final class ReplayRules {
    /** As many as there may be serverless providers: those that turn a request away have not worked on it. */
    private static final int MOST_LEGS = 8;

    private final RelaySettings settings;
    private final Inference inference;
    private final Tier tier;
    private int legs;
    private int turnedAway;

    ReplayRules(RelaySettings settings, Inference inference, Tier tier) {
        this.settings = settings;
        this.inference = inference;
        this.tier = tier;
    }

    void legStarts() {
        legs++;
    }

    /**
     * A serverless endpoint that cannot be reached, or says nothing, is one that sleeps; and who was given less time than
     * usual is not sick for having taken more.
     */
    LegOutcome beforeAnswer(LegOutcome outcome, LegAsk asked) {
        if (outcome == LegOutcome.FIRST_BYTE_TIMEOUT && asked.patience() != null) {
            return LegOutcome.REJECTED;
        }
        boolean silent = outcome == LegOutcome.CONNECT_FAILED || outcome == LegOutcome.FIRST_BYTE_TIMEOUT;
        return tier == Tier.SERVERLESS && silent ? LegOutcome.COLD : outcome;
    }

    /** A leg has failed before the answer began. */
    void legFailed(String upstream, LegOutcome outcome) {
        inference.addTried(upstream);
        if (outcome == LegOutcome.FAILED || outcome == LegOutcome.FIRST_BYTE_TIMEOUT) {
            inference.addBrokenLeg();
        }
    }

    /** One that turned the request away counts less: it may be the first of several that are cold. */
    boolean mayAskAnother(LegOutcome outcome) {
        if (tier == Tier.SERVERLESS && (outcome == LegOutcome.COLD || outcome == LegOutcome.BUSY)) {
            turnedAway++;
            long age = System.nanoTime() - inference.startedNanos();
            return legs < MOST_LEGS && age < settings.patience().toNanos();
        }
        return legs - turnedAway < settings.maxUpstreams();
    }

    /**
     * One request that breaks two upstreams says more of itself than of them: the second is not held responsible, else
     * a poisoned prompt that is sent again and again would take out one after the other.
     */
    LegOutcome onServerError() {
        inference.addServerError();
        return inference.serverErrors() < 2 ? LegOutcome.FAILED : LegOutcome.REJECTED;
    }
}
