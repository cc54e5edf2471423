package io.skipjack.app.fleet;

import io.skipjack.app.cluster.DrainingMark;
import io.skipjack.app.inference.ServedDeployments;
import io.skipjack.app.watching.FleetSight;
import io.skipjack.domain.deployment.CredentialRef;
import io.skipjack.domain.deployment.Tier;
import io.skipjack.domain.deployment.UpstreamSpec;
import io.skipjack.domain.fleet.FleetSnapshot;
import io.skipjack.domain.fleet.Lease;
import io.skipjack.domain.fleet.Replica;
import io.skipjack.domain.fleet.ReplicaId;
import io.skipjack.domain.fleet.ReplicaState;
import io.skipjack.processors.fleet.ReplicaTraffic;
import io.skipjack.processors.inference.UpstreamEntry;
import io.skipjack.processors.inference.UpstreamRegistry;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Puts a fleet's replicas among the upstreams of its deployment. A draining one stays there, marked, until it has ended:
 * so that its requests are still counted.
 */
final class FleetTraffic implements ReplicaTraffic {
    /** The router's name for the secret all engines of a fleet want to see; also taken from the environment. */
    static final CredentialRef ENGINE_KEY = new CredentialRef.EnvironmentVariable(EngineKey.NAME);

    private static final Set<ReplicaState> REACHABLE =
            EnumSet.of(ReplicaState.STARTING, ReplicaState.READY, ReplicaState.DRAINING);

    private final UpstreamRegistry registry;
    private final Cutoffs cutoffs;
    private final ServedDeployments served;
    private final EngineKey engineKey;
    private final PeerTraffic peers;
    private final FleetSight sight;
    private volatile Set<ReplicaId> known = Set.of();
    /** Also of deployments that are gone: what runs on their replicas may finish, so it is still counted. */
    private final Map<ReplicaId, UpstreamEntry> entries = new ConcurrentHashMap<>();

    FleetTraffic(
            UpstreamRegistry registry,
            Cutoffs cutoffs,
            ServedDeployments served,
            EngineKey engineKey,
            PeerTraffic peers,
            FleetSight sight) {
        this.registry = registry;
        this.cutoffs = cutoffs;
        this.served = served;
        this.engineKey = engineKey;
        this.peers = peers;
        this.sight = sight;
    }

    @Override
    public void offer(FleetSnapshot fleets) {
        sight.accept(fleets);
        List<Replica> replicas = fleets.replicas();
        Map<String, List<UpstreamSpec>> upstreams = new HashMap<>();
        Set<ReplicaId> live = new HashSet<>();
        for (Replica replica : replicas) {
            if (replica.state().isLive()) {
                live.add(replica.id());
            }
            URI address = address(replica);
            if (address != null && engineKey.known()) {
                upstreams
                        .computeIfAbsent(replica.id().deployment(), name -> new ArrayList<>())
                        .add(new UpstreamSpec(replica.id().toString(), address, ENGINE_KEY));
            }
        }
        known = Set.copyOf(live);
        cutoffs.retain(live);
        served.fill(upstreams);
        remember(live);
        tellCutoffs(replicas);
        peers.exchange();
    }

    private void tellCutoffs(List<Replica> replicas) {
        Map<String, DrainingMark> elsewhere = new HashMap<>();
        peers.draining().forEach(mark -> elsewhere.merge(mark.upstream(), mark, DrainingMark::sooner));
        replicas.forEach(replica -> cutoffs.tell(replica, elsewhere.get(GossipTraffic.key(replica.id()))));
    }

    private void remember(Set<ReplicaId> live) {
        entries.keySet().retainAll(live);
        for (ReplicaId replica : live) {
            UpstreamEntry entry = entry(replica);
            if (entry != null) {
                entries.put(replica, entry);
            }
        }
    }

    private static @Nullable URI address(Replica replica) {
        Lease lease = replica.lease();
        return lease == null || !REACHABLE.contains(replica.state()) ? null : lease.address();
    }

    @Override
    public void drain(ReplicaId replica, Instant by) {
        Duration left = cutoffs.drain(replica, by);
        if (left != null) {
            peers.tellDraining(replica, left);
        }
    }

    @Override
    public boolean answers(ReplicaId replica) {
        UpstreamEntry entry = entry(replica);
        return (entry != null && entry.health().readiness().ready()) || peers.answers(replica);
    }

    @Override
    public int inFlight(ReplicaId replica) {
        UpstreamEntry offered = entry(replica);
        UpstreamEntry entry = offered == null ? entries.get(replica) : offered;
        return (entry == null ? 0 : entry.inFlight()) + peers.inFlight(replica);
    }

    @Override
    public boolean knows(ReplicaId replica) {
        return known.contains(replica);
    }

    private @Nullable UpstreamEntry entry(ReplicaId replica) {
        return registry.entry(replica.deployment(), Tier.SPOT, replica.toString());
    }
}
