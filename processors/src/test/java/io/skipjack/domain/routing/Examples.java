package io.skipjack.domain.routing;

import io.skipjack.domain.deployment.Tier;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.random.RandomGenerator;

/** Upstreams and pools that tests are written with. */
final class Examples {
    static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    static final InferenceFacts ANY = new InferenceFacts(null, Set.of());

    private Examples() {}

    static RandomGenerator random(long seed) {
        return new Random(seed);
    }

    static Upstream upstream(String id, int inFlight, int maxInFlight, double weight, boolean ready) {
        return new Upstream(id, Tier.SPOT, URI.create("http://" + id + "/v1"), inFlight, maxInFlight, weight, ready);
    }

    static Upstream loaded(String id, int inFlight) {
        return upstream(id, inFlight, 100, 1, true);
    }

    static UpstreamPool pool(Upstream... upstreams) {
        return new UpstreamPool(List.of(upstreams), NOW);
    }

    static UpstreamPool idlePool(int size) {
        List<Upstream> upstreams = new ArrayList<>();
        for (int i = 1; i <= size; i++) {
            upstreams.add(loaded("spot-" + i, 0));
        }
        return new UpstreamPool(upstreams, NOW);
    }

    static String chosenId(RoutingDecision decision) {
        return ((RoutingDecision.Chosen) decision).upstream().id();
    }
}
