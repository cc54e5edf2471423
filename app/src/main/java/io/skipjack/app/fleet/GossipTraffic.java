package io.skipjack.app.fleet;

import io.skipjack.app.cluster.DrainingMark;
import io.skipjack.app.cluster.RouterGossip;
import io.skipjack.app.cluster.RouterView;
import io.skipjack.app.cluster.UpstreamSight;
import io.skipjack.domain.deployment.Deployment;
import io.skipjack.domain.deployment.Tier;
import io.skipjack.domain.fleet.ReplicaId;
import io.skipjack.domain.routing.Ejection;
import io.skipjack.processors.inference.HoldRequest;
import io.skipjack.processors.inference.UpstreamEntry;
import io.skipjack.processors.inference.UpstreamRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the routers tell each other of their upstreams, put to use: requests in flight are summed before a replica counts
 * as idle, one that answers anybody answers, and one that a peer has ejected is left alone as long here. An ejection that
 * was heard of is kept as a back-off, which is not told on: or two routers would keep it up between them for ever.
 */
final class GossipTraffic implements PeerTraffic {
    private final RouterGossip gossip;
    private final UpstreamRegistry registry;
    private final HoldRequest hold;
    private final String router;

    GossipTraffic(RouterGossip gossip, UpstreamRegistry registry, HoldRequest hold, RouterName router) {
        this.gossip = gossip;
        this.registry = registry;
        this.hold = hold;
        this.router = router.name();
        gossip.onDraining(this::heardDraining);
    }

    @Override
    public void exchange() {
        gossip.publish(view());
        Instant now = registry.now();
        for (RouterView peer : gossip.peers()) {
            peer.upstreams().forEach((key, sight) -> heed(key, sight, now));
        }
    }

    private RouterView view() {
        Map<String, UpstreamSight> sights = new HashMap<>();
        Map<String, Integer> waiting = new HashMap<>();
        Instant now = registry.now();
        for (Deployment deployment : registry.deployments()) {
            waiting.put(deployment.name(), hold.waiting(deployment.name()));
            for (UpstreamEntry entry : registry.entries(deployment.name(), Tier.SPOT)) {
                Ejection ejection = entry.health().ejection();
                sights.put(
                        deployment.name() + "/" + entry.id(),
                        new UpstreamSight(
                                entry.health().readiness().ready(),
                                entry.inFlight(),
                                ejection.active(now) ? ejection.until() : null));
            }
        }
        return new RouterView(router, now, sights, waiting);
    }

    private void heed(String key, UpstreamSight sight, Instant now) {
        Instant until = sight.ejectedUntil();
        int slash = key.indexOf('/');
        if (until != null && until.isAfter(now) && slash > 0) {
            registry.leaveAlone(key.substring(0, slash), key.substring(slash + 1), until);
        }
    }

    private void heardDraining(DrainingMark mark) {
        String key = mark.upstream();
        int slash = key.indexOf('/');
        if (slash > 0) {
            Duration left = mark.left();
            Instant by = left == null ? null : registry.now().plus(left);
            registry.setDraining(key.substring(0, slash), key.substring(slash + 1), by);
        }
    }

    @Override
    public int inFlight(ReplicaId replica) {
        int sum = 0;
        for (RouterView peer : gossip.peers()) {
            UpstreamSight sight = peer.upstreams().get(key(replica));
            sum += sight == null ? 0 : sight.inFlight();
        }
        return sum;
    }

    @Override
    public boolean answers(ReplicaId replica) {
        for (RouterView peer : gossip.peers()) {
            @Nullable UpstreamSight sight = peer.upstreams().get(key(replica));
            if (sight != null && sight.ready()) {
                return true;
            }
        }
        return false;
    }

    @Override
    public List<DrainingMark> draining() {
        return gossip.draining();
    }

    @Override
    public void tellDraining(ReplicaId replica, Duration left) {
        gossip.draining(key(replica), left);
    }

    static String key(ReplicaId replica) {
        return replica.deployment() + "/" + replica;
    }
}
