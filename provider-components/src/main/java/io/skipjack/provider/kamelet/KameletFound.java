package io.skipjack.provider.kamelet;

import io.skipjack.domain.serverless.EndpointSight;
import io.skipjack.provider.spi.RestAnswer;
import org.jspecify.annotations.Nullable;

/** What a provider says of the endpoint of a name. */
sealed interface KameletFound {
    /** It has none of that name. */
    record Absent() implements KameletFound {}

    /** It would not say. */
    record Refused(RestAnswer answer) implements KameletFound {}

    /**
     * It has one.
     *
     * @param phase it is in
     * @param status in the provider's words
     * @param url of it; empty while it has none
     * @param workers that are paid for
     * @param wish it was made or changed with last; null when that is not known
     */
    record Present(
            KameletPhase phase,
            String status,
            String url,
            int workers,
            @Nullable KameletWish wish) implements KameletFound {
        EndpointSight sight() {
            boolean plain = phase == KameletPhase.READY || phase == KameletPhase.COLD;
            return new EndpointSight(phase.seen(), workers, plain ? "" : status);
        }
    }

    static KameletFound of(KameletDefinition definition, KameletAnswer answer) {
        RestAnswer rest = answer.called();
        if (!rest.isOk()) {
            boolean absent = rest.isAbsent()
                    || definition.absent().matcher(rest.message()).find();
            return absent ? new Absent() : new Refused(rest);
        }
        String status = answer.text(KameletQuestion.STATUS);
        KameletPhase phase = definition.phases().getOrDefault(status, KameletPhase.DEPLOYING);
        String counted = answer.text("workers");
        int workers = counted.matches("\\d{1,6}") ? Integer.parseInt(counted) : phase.leastWorkers();
        return new Present(
                phase,
                status,
                answer.text(KameletQuestion.URL),
                workers,
                KameletWish.of(answer.text(KameletWish.MEMO)));
    }
}
