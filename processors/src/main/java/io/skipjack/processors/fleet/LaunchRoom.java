package io.skipjack.processors.fleet;

import io.skipjack.domain.cost.Money;
import io.skipjack.domain.deployment.FleetSpec;
import io.skipjack.domain.fleet.Avoidance;
import io.skipjack.domain.fleet.Bounds;
import io.skipjack.domain.fleet.FleetBounds;
import io.skipjack.domain.fleet.FleetSnapshot;
import io.skipjack.domain.fleet.FleetView;
import io.skipjack.domain.fleet.Replica;
import io.skipjack.domain.market.CapacityType;
import io.skipjack.domain.market.Offer;
import io.skipjack.domain.market.OfferBook;
import io.skipjack.domain.market.RankingRequest;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** How much room the bounds leave for one more launch, and what is to be had within it. */
final class LaunchRoom {
    private final FleetControl control;
    private final Market market;

    LaunchRoom(FleetControl control, Market market) {
        this.control = control;
        this.market = market;
    }

    OfferBook prices() {
        return market.book(control.now());
    }

    FleetBounds bounds(FleetSpec spec) {
        FleetLimits limits = control.settings().limits();
        return new FleetBounds(spec.mostReplicas(), limits.maxReplicas(), spec.maxHourlyCost(), limits.maxHourlyCost());
    }

    /** Zones count also what is only intended: launches of one turn go side by side. */
    RankingRequest request(FleetView view, FleetSpec spec, CapacityType capacityType, FleetSnapshot snapshot) {
        Map<Offer, Instant> avoided = new HashMap<>(control.store().avoided(control.now()));
        snapshot.replicas().forEach(replica -> avoidNoticed(avoided, replica));
        Money left = Bounds.rateLeft(view.deployment(), snapshot.replicas(), bounds(spec));
        return new RankingRequest(
                spec.gpu(), spec.placement(), capacityType, view.zonesInUse(), avoided, left, left != null);
    }

    /** A replacement must not be bought where one of ours is being taken back, or may be. */
    private void avoidNoticed(Map<Offer, Instant> avoided, Replica replica) {
        if (replica.state().isLive() && replica.interruption() != null) {
            Avoidance.ofInterrupted(replica, control.settings().timing(), control.now())
                    .forEach(offer -> avoided.put(offer.offer(), offer.until()));
        }
    }
}
