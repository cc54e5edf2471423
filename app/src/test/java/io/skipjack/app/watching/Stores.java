package io.skipjack.app.watching;

import io.skipjack.app.fleet.FleetExamples;
import io.skipjack.domain.cost.Money;
import io.skipjack.domain.deployment.UpstreamLimits;
import io.skipjack.domain.market.GpuChoice;
import io.skipjack.domain.market.PriceQuote;
import io.skipjack.domain.serverless.EndpointId;
import io.skipjack.domain.serverless.EndpointPhase;
import io.skipjack.domain.serverless.EndpointRecord;
import io.skipjack.domain.serverless.EndpointSight;
import io.skipjack.domain.serverless.EndpointState;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A store with one price, a minute old, and one endpoint; a router leads, or none. */
public final class Stores {
    public static final Duration AGE = Duration.ofSeconds(60);

    public Instant now = Replicas.NOW;
    public Optional<String> leader = Optional.of("router-1");
    public EndpointState endpoint = EndpointState.DEPLOYED;

    /** What of it has been looked at once. */
    public StoreSight sight() {
        StoreSight sight = new StoreSight(
                new StoreSight.Reads(
                        () -> List.of(new PriceQuote(
                                Replicas.OFFER, Money.ofDollars("0.2"), Replicas.NOW.minus(AGE), "a test")),
                        () -> List.of(record()),
                        () -> leader),
                () -> List.of(FleetExamples.RACK),
                () -> now);
        sight.look();
        return sight;
    }

    private EndpointRecord record() {
        return new EndpointRecord(
                new EndpointId("rack", "modal"),
                "sj-rack",
                "model",
                new GpuChoice("L4", 1),
                "r1",
                endpoint,
                endpoint == EndpointState.REFUSED ? "no GPU of this kind is left" : "",
                Replicas.NOW,
                URI.create("https://one.example.com/v1"),
                Map.of(),
                UpstreamLimits.NONE,
                new EndpointSight(EndpointPhase.READY, 2, ""),
                0,
                null,
                0,
                null,
                null);
    }
}
