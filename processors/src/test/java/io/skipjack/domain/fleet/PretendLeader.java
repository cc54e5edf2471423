package io.skipjack.domain.fleet;

import io.skipjack.domain.deployment.FleetSpec;
import io.skipjack.domain.market.CapacityType;
import io.skipjack.domain.market.OfferBook;
import io.skipjack.domain.market.OfferRanking;
import io.skipjack.domain.market.Ranking;
import io.skipjack.domain.market.RankingRequest;
import io.skipjack.domain.provider.ProviderUnavailableException;
import io.skipjack.domain.scaling.Autoscaler;
import io.skipjack.domain.scaling.LoadSample;
import io.skipjack.domain.scaling.ScalingDecision;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * One leadership of a router, as a row of small steps each of which touches the store or the cloud once: between any two
 * it may be killed, or paused and woken up when another leads.
 */
final class PretendLeader {
    /** What is wanted of one deployment now. */
    record Wish(String name, @Nullable FleetSpec spec, String revision, LoadSample load) {}

    /** Everything around the leader. */
    record Surroundings(
            MemoryStore store,
            PretendCloud cloud,
            OfferBook book,
            FleetTiming timing,
            FleetBounds allBounds,
            Map<String, Wish> wishes) {}

    /** One touch of the store or the cloud; gives what follows. */
    private interface Step {
        List<Step> take(Instant now) throws ProviderUnavailableException;
    }

    private static final Duration REMEMBERED = Duration.ofHours(1);

    private final Surroundings world;
    private final long epoch;
    private final Deque<Step> steps = new ArrayDeque<>();

    /** By how much its clock is wrong: routers agree on the time within seconds, not exactly. */
    private final Duration skew;

    PretendLeader(Surroundings world, Duration skew) {
        this.world = world;
        this.skew = skew;
        this.epoch = world.store().takeOver();
    }

    boolean isIdle() {
        return steps.isEmpty();
    }

    void beginTurn(boolean withSweep) {
        steps.add(this::observe);
        for (String name : world.wishes().keySet()) {
            steps.add(now -> scale(name, now));
            steps.add(now -> plan(name, now));
        }
        if (withSweep) {
            steps.add(this::sweep);
            steps.add(this::forget);
        }
    }

    /** False when another leads, which only a write can tell. */
    boolean takeStep(Instant now) {
        Step step = steps.poll();
        if (step == null) {
            return true;
        }
        try {
            List<Step> next = step.take(now);
            for (int i = next.size() - 1; i >= 0; i--) {
                steps.addFirst(next.get(i));
            }
            return true;
        } catch (ProviderUnavailableException e) {
            return true;
        } catch (StaleEpochException e) {
            return false;
        }
    }

    private Instant clock(Instant now) {
        return now.plus(skew);
    }

    private List<Step> observe(Instant now) throws ProviderUnavailableException {
        Sightings sightings = Sightings.of(world.cloud().list(world.store().owner(), now));
        List<Step> next = new ArrayList<>();
        for (Replica replica : world.store().snapshot().replicas()) {
            if (replica.state().isLive()) {
                next.add(then -> {
                    boolean answers = world.cloud().isAnswering(replica.lease(), then);
                    Sight sight = sightings.of(replica, answers, replica.id().number() % 2);
                    keep(replica, Transitions.afterSight(replica, sight, world.timing(), clock(then)), then);
                    return List.of();
                });
            }
        }
        return next;
    }

    private List<Step> scale(String name, Instant now) {
        Wish wish = world.wishes().get(name);
        if (wish != null && wish.spec() != null) {
            FleetState state = world.store().state(name);
            ScalingDecision decision =
                    Autoscaler.decide(wish.spec().scaling(), state.scaling(), wish.load(), clock(now));
            world.store().save(epoch, new FleetState(name, decision.state(), decision.reason(), state.health()));
        }
        return List.of();
    }

    private List<Step> plan(String name, Instant now) {
        Wish wish = world.wishes().get(name);
        if (wish == null) {
            return List.of();
        }
        FleetView view = view(wish);
        List<Step> next = new ArrayList<>();
        for (FleetAction action : Reconciliation.plan(view, world.timing(), clock(now))) {
            next.add(
                    switch (action) {
                        case FleetAction.Launch launch -> then -> launch(launch, wish, then);
                        case FleetAction.RepeatLaunch repeat -> then -> ask(repeat.replica(), then);
                        case FleetAction.Drain drain -> then -> drain(drain, then);
                        case FleetAction.Terminate terminate -> then -> terminate(terminate, then);
                    });
        }
        return next;
    }

    private FleetView view(Wish wish) {
        List<Replica> replicas = world.store().snapshot().replicas().stream()
                .filter(replica -> replica.id().deployment().equals(wish.name()))
                .toList();
        return new FleetView(
                wish.name(),
                wish.spec(),
                wish.revision(),
                world.store().state(wish.name()),
                replicas,
                world.store().nextNumber(wish.name()));
    }

    private List<Step> launch(FleetAction.Launch launch, Wish wish, Instant now) {
        FleetSpec spec = wish.spec();
        if (spec == null) {
            return List.of();
        }
        FleetBounds all = world.allBounds();
        FleetBounds bounds =
                new FleetBounds(spec.mostReplicas(), all.replicasOfAll(), spec.maxHourlyCost(), all.rateOfAll());
        FleetView view = view(wish);
        Ranking ranking = OfferRanking.rank(
                new RankingRequest(
                        spec.gpu(),
                        spec.placement(),
                        launch.capacityType(),
                        view.zonesInUse(),
                        world.store().avoided(now),
                        Bounds.rateLeft(wish.name(), world.store().snapshot().replicas(), bounds),
                        true),
                world.book(),
                now);
        if (ranking.offers().isEmpty()) {
            return List.of();
        }
        LaunchIntent intent = new LaunchIntent(
                1, LaunchTokens.token(world.store().owner(), launch.replica(), 1), ranking.offers(), epoch, clock(now));
        Replica replica = Replica.intended(launch.replica(), wish.revision(), intent, launch.reason());
        return world.store().intend(epoch, replica, bounds) ? List.of(then -> ask(launch.replica(), then)) : List.of();
    }

    private List<Step> ask(ReplicaId id, Instant now) throws ProviderUnavailableException {
        Replica replica = world.store().replica(id);
        if (replica == null) {
            return List.of();
        }
        LaunchOutcome outcome = world.cloud().launch(world.store().owner(), id, replica.intent(), now);
        return List.of(then -> {
            keep(id, present -> Transitions.afterLaunch(present, outcome, clock(then)), then);
            FleetState state = world.store().state(id.deployment());
            CapacityType type = replica.capacityType();
            LaunchHealth health = switch (outcome) {
                case LaunchOutcome.Launched launched -> state.health().afterLaunched(type);
                case LaunchOutcome.Refused refused -> state.health().afterRefusals(refused.refusals(), type, then);
            };
            world.store().save(epoch, new FleetState(id.deployment(), state.scaling(), "", health));
            if (outcome instanceof LaunchOutcome.Refused refused) {
                avoid(Avoidance.of(refused.refusals(), replica.intent().offers(), world.timing(), then));
            }
            return List.of();
        });
    }

    private void avoid(Collection<AvoidedOffer> offers) {
        world.store().avoid(epoch, offers);
    }

    private List<Step> drain(FleetAction.Drain drain, Instant now) {
        keep(
                drain.replica(),
                present -> Transitions.draining(present, drain.why(), drain.by(), drain.reason(), clock(now)),
                now);
        Replica replica = world.store().replica(drain.replica());
        if (replica != null && drain.why() == EndReason.INTERRUPTED) {
            avoid(Avoidance.ofInterrupted(replica, world.timing(), now));
        }
        return List.of();
    }

    private List<Step> terminate(FleetAction.Terminate terminate, Instant now) {
        keep(
                terminate.replica(),
                present -> Transitions.ending(present, terminate.why(), terminate.reason(), clock(now)),
                now);
        Replica replica = world.store().replica(terminate.replica());
        Lease lease = replica == null ? null : replica.lease();
        return lease == null ? List.of() : List.of(then -> end(lease, then));
    }

    private List<Step> sweep(Instant now) throws ProviderUnavailableException {
        Listing listing = world.cloud().list(world.store().owner(), now);
        return List.of(then -> {
            List<Step> next = new ArrayList<>();
            List<SweepAction> actions =
                    Sweep.plan(world.store().owner(), listing, world.store().snapshot(), world.timing(), clock(then));
            for (SweepAction action : actions) {
                next.add(
                        switch (action) {
                            case SweepAction.Adopt adopt ->
                                later -> {
                                    Lease lease = adopt.replica().lease();
                                    keep(
                                            adopt.replica().id(),
                                            present -> lease == null || present.lease() != null
                                                    ? present
                                                    : present.withLease(lease),
                                            later);
                                    return List.of();
                                };
                            case SweepAction.Terminate terminate -> later -> end(terminate.lease(), later);
                        });
            }
            return next;
        });
    }

    private List<Step> forget(Instant now) {
        world.store().forget(epoch, now.minus(REMEMBERED), REMEMBERED);
        return List.of();
    }

    private List<Step> end(Lease lease, Instant now) throws ProviderUnavailableException {
        world.cloud().terminate(lease.id(), now);
        return List.of();
    }

    private void keep(ReplicaId id, UnaryOperator<Replica> change, Instant now) {
        Replica present = world.store().replica(id);
        if (present != null) {
            keep(present, change.apply(present), now);
        }
    }

    private void keep(Replica before, Replica after, Instant now) {
        if (after == before) {
            return;
        }
        world.store().save(epoch, after);
        FleetState state = world.store().state(after.id().deployment());
        LaunchHealth health = state.health().afterStep(before, after, world.timing(), now);
        if (!health.equals(state.health())) {
            world.store()
                    .save(epoch, new FleetState(state.deployment(), state.scaling(), state.scalingReason(), health));
        }
    }
}
