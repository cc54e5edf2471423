package io.skipjack.provider.kamelet;

import io.skipjack.domain.serverless.EndpointPhase;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What a provider's own word for an endpoint's state means, as its Kamelet says. */
enum KameletPhase {
    DEPLOYING(EndpointPhase.DEPLOYING, 0),
    STARTING(EndpointPhase.STARTING, 1),
    READY(EndpointPhase.READY, 1),
    COLD(EndpointPhase.COLD, 0),
    FAILED(EndpointPhase.FAILED, 0),
    /** It goes, or is over and still holds its name. */
    ENDING(EndpointPhase.ABSENT, 0);

    private final EndpointPhase seen;
    private final int workers;

    KameletPhase(EndpointPhase seen, int workers) {
        this.seen = seen;
        this.workers = workers;
    }

    EndpointPhase seen() {
        return seen;
    }

    /** Workers that are paid for at least, where the provider does not say how many. */
    int leastWorkers() {
        return workers;
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<KameletPhase> of(String word) {
        return Arrays.stream(values()).filter(each -> each.word().equals(word)).findFirst();
    }

    static List<String> words() {
        return Arrays.stream(values()).map(KameletPhase::word).toList();
    }
}
