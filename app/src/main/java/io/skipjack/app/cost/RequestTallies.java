package io.skipjack.app.cost;

import io.skipjack.domain.cost.Usage;
import io.skipjack.domain.deployment.Deployment;
import io.skipjack.domain.deployment.Tier;
import io.skipjack.domain.ledger.LedgerEvent.Share;
import io.skipjack.domain.ledger.Tally;
import io.skipjack.processors.inference.AnswerOutcome;
import io.skipjack.processors.inference.Inference;
import io.skipjack.processors.inference.UsageBook;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Counts ended requests by deployment, tier and key until they are written into the ledger. Thread-safe; holds its lock for one addition. */
final class RequestTallies implements UsageBook {
    private Map<Who, Tally> tallies = new HashMap<>();

    private record Who(String deployment, @Nullable Tier tier, String apiKey) {}

    @Override
    public void ended(Inference inference, AnswerOutcome outcome) {
        Deployment deployment = inference.deploymentOrNull();
        if (deployment == null) {
            return;
        }
        String key = inference.keyId();
        Tier tier = inference.answeredByUpstream() ? inference.tier() : null;
        Usage usage = inference.usage();
        boolean failed = outcome == AnswerOutcome.FAILED || outcome == AnswerOutcome.CUT;
        add(
                new Who(deployment.name(), tier, key == null ? "" : key),
                new Tally(1, failed ? 1 : 0, usage.promptTokens(), usage.completionTokens(), inference.worked()));
    }

    private synchronized void add(Who who, Tally one) {
        tallies.merge(who, one, Tally::plus);
    }

    /** By deployment, since the last time. */
    Map<String, List<Share>> take() {
        Map<Who, Tally> taken = swap();
        Map<String, List<Share>> shares = new TreeMap<>();
        taken.forEach((who, tally) -> shares.computeIfAbsent(who.deployment(), none -> new ArrayList<>())
                .add(new Share(who.tier(), who.apiKey(), tally)));
        return shares;
    }

    private synchronized Map<Who, Tally> swap() {
        Map<Who, Tally> taken = tallies;
        tallies = new HashMap<>();
        return taken;
    }
}
