package io.skipjack.provider.kamelet;

import io.skipjack.domain.provider.ProviderUnavailableException;
import io.skipjack.domain.serverless.DestroyOutcome;
import io.skipjack.provider.spi.RestAnswer;
import java.util.List;

/** Ends an endpoint, and believes that it is gone when it is not found any more. */
final class KameletDestroy {
    /** Stop, delete, and one to spare; what takes longer is for the next time. */
    private static final int MOST_STEPS = 3;

    private final KameletCalls calls;

    KameletDestroy(KameletCalls calls) {
        this.calls = calls;
    }

    DestroyOutcome destroy(String name) throws ProviderUnavailableException {
        String before = "";
        RestAnswer last = null;
        for (int step = 0; ; step++) {
            KameletFound found = calls.find(name);
            if (found instanceof KameletFound.Refused refused) {
                return left(name, refused.answer());
            }
            if (!(found instanceof KameletFound.Present present)) {
                return DestroyOutcome.GONE;
            }
            if (step == MOST_STEPS || (step > 0 && present.status().equals(before))) {
                return last == null || last.isOk()
                        ? new DestroyOutcome(List.of("endpoint %s (%s)".formatted(name, present.status())))
                        : left(name, last);
            }
            before = present.status();
            last = calls.ask(calls.question(KameletOperation.DELETE)
                            .with(KameletQuestion.NAME, name)
                            .with(KameletQuestion.STATUS, before))
                    .called();
        }
    }

    private static DestroyOutcome left(String name, RestAnswer answer) {
        return new DestroyOutcome(List.of("endpoint %s (%s)".formatted(name, answer.words())));
    }
}
