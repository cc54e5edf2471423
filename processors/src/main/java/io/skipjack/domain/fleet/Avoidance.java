package io.skipjack.domain.fleet;

import io.skipjack.domain.market.CapacityType;
import io.skipjack.domain.market.Offer;
import io.skipjack.domain.market.PricedOffer;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What to leave alone, and for how long, after a refusal or an interruption; Karpenter's cache of unavailable offerings,
 * but with a longer time for a used-up quota, which no other pool of the region can help.
 */
public final class Avoidance {
    private Avoidance() {}

    /**
     * After refusals of a launch that asked for these offers. A refusal without capacity concerns its pool, or all that
     * were asked for where it names none; one for a quota all that were asked for in its region with its capacity type; a
     * fatal one its pool, if it names one: otherwise no other offer would fare better. Refusals that name none of the
     * offers asked for concern all of them, so that the same launch is not tried again at once.
     */
    public static List<AvoidedOffer> of(
            List<Refusal> refusals, List<PricedOffer> asked, FleetTiming timing, Instant now) {
        Map<Offer, AvoidedOffer> avoided = new LinkedHashMap<>();
        for (Refusal refusal : refusals) {
            Duration time =
                    refusal.kind() == Refusal.Kind.CAPACITY ? timing.avoidAfterRefusal() : timing.avoidAfterQuota();
            for (Offer offer : concerned(refusal, asked)) {
                AvoidedOffer next = new AvoidedOffer(offer, now.plus(time), refusal.code());
                avoided.merge(offer, next, (one, other) -> other.until().isAfter(one.until()) ? other : one);
            }
        }
        if (!avoided.isEmpty() && offers(asked).stream().noneMatch(avoided::containsKey)) {
            Instant until = now.plus(timing.avoidAfterRefusal());
            offers(asked)
                    .forEach(offer -> avoided.put(
                            offer,
                            new AvoidedOffer(offer, until, refusals.getFirst().code())));
        }
        return List.copyOf(avoided.values());
    }

    /**
     * When the provider takes a replica's lease back, or says that it may: its pool, where the next lease would likely fare
     * the same. At the first notice, so that the replacement goes elsewhere.
     */
    public static List<AvoidedOffer> ofInterrupted(Replica replica, FleetTiming timing, Instant now) {
        Lease lease = replica.lease();
        if (lease == null || lease.offer().capacityType() != CapacityType.SPOT) {
            return List.of();
        }
        return List.of(new AvoidedOffer(
                lease.offer(),
                now.plus(timing.avoidAfterInterruption()),
                "%s was interrupted".formatted(replica.id())));
    }

    private static List<Offer> concerned(Refusal refusal, List<PricedOffer> asked) {
        Offer refused = refusal.offer();
        return switch (refusal.kind()) {
            case FATAL -> refused == null ? List.of() : List.of(refused);
            case CAPACITY -> refused == null ? offers(asked) : List.of(refused);
            case QUOTA ->
                offers(asked).stream()
                        .filter(offer -> refused == null
                                || (offer.region().equals(refused.region())
                                        && offer.capacityType() == refused.capacityType()))
                        .toList();
        };
    }

    private static List<Offer> offers(List<PricedOffer> asked) {
        return asked.stream().map(PricedOffer::offer).toList();
    }
}
