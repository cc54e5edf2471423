package io.skipjack.domain.fleet;

import io.skipjack.domain.cost.Money;
import io.skipjack.domain.fleet.ObservedLease.Status;
import io.skipjack.domain.market.CapacityType;
import io.skipjack.domain.market.PricedOffer;
import io.skipjack.domain.provider.ProviderUnavailableException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** EC2 as far as a fleet can tell: tokens, slow lists, refusals, answers that get lost, machines that die or never boot. */
final class PretendCloud {
    private static final Duration ENDING_TAKES = Duration.ofSeconds(30);
    private static final Duration FORGOTTEN_AFTER = Duration.ofHours(1);

    /** One machine. */
    static final class Machine {
        final ReplicaId replica;
        final String owner;
        final String token;
        final Lease lease;
        final Instant visibleAt;
        final Instant runningAt;
        final @Nullable Instant readyAt;
        /** Paid until then. */
        @Nullable
        Instant endedAt;

        Duration unowned = Duration.ZERO;

        Machine(String owner, ReplicaId replica, String token, Lease lease, Instant visible, @Nullable Instant ready) {
            this.owner = owner;
            this.replica = replica;
            this.token = token;
            this.lease = lease;
            this.visibleAt = visible;
            this.runningAt = lease.launchedAt().plusSeconds(20);
            this.readyAt = ready;
        }

        boolean isPaid() {
            return endedAt == null;
        }

        boolean isAnswering(Instant now) {
            return isPaid() && readyAt != null && !now.isBefore(readyAt);
        }

        Status status(Instant now) {
            if (endedAt != null) {
                return now.isBefore(endedAt.plus(ENDING_TAKES)) ? Status.STOPPING : Status.GONE;
            }
            return now.isBefore(runningAt) ? Status.PENDING : Status.RUNNING;
        }
    }

    /** Probabilities of what can go wrong; all zero in calm. */
    record Faults(
            double unavailable,
            double lost,
            double refused,
            double neverReady,
            double slow,
            double endFails,
            double blind) {
        static final Faults NONE = new Faults(0, 0, 0, 0, 0, 0, 0);
    }

    private final Random random;
    private final Map<String, Machine> machines = new LinkedHashMap<>();
    private final Map<String, LaunchOutcome> answers = new HashMap<>();
    private Faults faults = Faults.NONE;

    PretendCloud(Random random) {
        this.random = random;
    }

    void faults(Faults now) {
        faults = now;
    }

    Collection<Machine> all() {
        return Collections.unmodifiableCollection(machines.values());
    }

    List<Machine> paid() {
        return machines.values().stream().filter(Machine::isPaid).toList();
    }

    Machine addForeign(String owner, ReplicaId replica, Instant now) {
        PricedOffer offer = FleetExamples.spot("a", "0.3");
        Lease lease = new Lease("i-foreign", offer.offer(), offer.perHour(), now, null);
        Machine machine = new Machine(owner, replica, "another's", lease, now, null);
        machines.put(lease.id(), machine);
        return machine;
    }

    LaunchOutcome launch(String owner, ReplicaId replica, LaunchIntent intent, Instant now)
            throws ProviderUnavailableException {
        if (happens(faults.unavailable())) {
            throw new ProviderUnavailableException("launching %s, throttled".formatted(replica));
        }
        LaunchOutcome outcome = answers.get(intent.token());
        if (outcome == null) {
            outcome = happens(faults.refused()) ? refusal(intent) : launched(owner, replica, intent, now);
            answers.put(intent.token(), outcome);
        }
        if (happens(faults.lost())) {
            throw new ProviderUnavailableException("launching %s, read timed out".formatted(replica));
        }
        return outcome;
    }

    void terminate(String id, Instant now) throws ProviderUnavailableException {
        if (happens(faults.endFails())) {
            throw new ProviderUnavailableException("terminating %s, internal error".formatted(id));
        }
        end(id, now);
        if (happens(faults.lost())) {
            throw new ProviderUnavailableException("terminating %s, read timed out".formatted(id));
        }
    }

    /** By whoever: the fleet, the provider, a broken rack. */
    void end(String id, Instant now) {
        Machine machine = machines.get(id);
        if (machine != null && machine.endedAt == null) {
            machine.endedAt = now;
        }
    }

    Listing list(String owner, Instant now) throws ProviderUnavailableException {
        if (happens(faults.unavailable())) {
            throw new ProviderUnavailableException("listing, throttled");
        }
        if (happens(faults.blind())) {
            return new Listing(List.of(), Set.of());
        }
        List<ObservedLease> leases = new ArrayList<>();
        for (Machine machine : machines.values()) {
            Instant endedAt = machine.endedAt;
            boolean forgotten = endedAt != null && endedAt.plus(FORGOTTEN_AFTER).isBefore(now);
            if (machine.owner.equals(owner) && !forgotten && !now.isBefore(machine.visibleAt)) {
                Lease priceless = new Lease(
                        machine.lease.id(),
                        machine.lease.offer(),
                        Money.ZERO,
                        machine.lease.launchedAt(),
                        machine.lease.address());
                leases.add(new ObservedLease(priceless, machine.replica, machine.token, 1, machine.status(now), ""));
            }
        }
        return new Listing(leases, Set.of("us-east-1"));
    }

    boolean isAnswering(@Nullable Lease lease, Instant now) {
        Machine machine = lease == null ? null : machines.get(lease.id());
        return machine != null && machine.isAnswering(now) && !happens(faults.blind());
    }

    private LaunchOutcome launched(String owner, ReplicaId replica, LaunchIntent intent, Instant now) {
        int number = machines.size() + 1;
        PricedOffer offer = intent.offers().get(random.nextInt(intent.offers().size()));
        Lease lease = new Lease("i-" + number, offer.offer(), offer.perHour(), now, URI.create("http://10.0.0.1/v1"));
        Instant visible = now.plusSeconds(happens(faults.slow()) ? random.nextInt(240) : 0);
        Instant ready = happens(faults.neverReady()) ? null : now.plusSeconds(60 + random.nextInt(240));
        machines.put(lease.id(), new Machine(owner, replica, intent.token(), lease, visible, ready));
        return new LaunchOutcome.Launched(lease, List.of());
    }

    private LaunchOutcome refusal(LaunchIntent intent) {
        CapacityType type = intent.offers().getFirst().offer().capacityType();
        Refusal.Kind kind = random.nextInt(10) == 0 ? Refusal.Kind.QUOTA : Refusal.Kind.CAPACITY;
        return new LaunchOutcome.Refused(
                List.of(new Refusal(null, kind, "InsufficientInstanceCapacity", type.label())));
    }

    private boolean happens(double probability) {
        return random.nextDouble() < probability;
    }
}
