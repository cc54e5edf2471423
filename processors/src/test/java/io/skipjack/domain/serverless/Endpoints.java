package io.skipjack.domain.serverless;

import io.skipjack.domain.cost.Money;
import io.skipjack.domain.deployment.Deployment;
import io.skipjack.domain.deployment.EngineSpec;
import io.skipjack.domain.deployment.ServerlessScaling;
import io.skipjack.domain.deployment.ServerlessSpec;
import io.skipjack.domain.deployment.TierSpec;
import io.skipjack.domain.deployment.UpstreamLimits;
import io.skipjack.domain.fleet.Refusal;
import io.skipjack.domain.market.CapacityType;
import io.skipjack.domain.market.GpuChoice;
import io.skipjack.domain.market.GpuNeed;
import io.skipjack.domain.market.Offer;
import io.skipjack.domain.market.OfferBook;
import io.skipjack.domain.market.PriceQuote;
import io.skipjack.domain.market.ServerlessPrices;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** What tests of endpoints talk about. */
final class Endpoints {
    static final Instant NOW = Instant.parse("2026-11-21T10:02:00Z");
    static final EndpointTiming TIMING = EndpointTiming.DEFAULT;
    static final GpuChoice L4 = new GpuChoice("L4", 1);
    static final URI URL = URI.create("https://one.example.com/v1");
    static final ServerlessRanking.Facts NO_PRICES = new ServerlessRanking.Facts(ServerlessPrices.NONE, List.of());

    private Endpoints() {}

    static ServerlessSpec spec(String... providers) {
        return new ServerlessSpec(
                GpuNeed.of("L4", 1), EngineSpec.DEFAULT, ServerlessScaling.DEFAULT, List.of(providers));
    }

    static ServerlessSpec keeping(int workersMin, String... providers) {
        ServerlessScaling scaling = new ServerlessScaling(
                32, Duration.ofSeconds(60), Duration.ofSeconds(600), workersMin, Math.max(1, workersMin), 4);
        return new ServerlessSpec(GpuNeed.of("L4", 1), EngineSpec.DEFAULT, scaling, List.of(providers));
    }

    static Deployment rack(ServerlessSpec spec) {
        return new Deployment("rack", "model", false, 10, null, TierSpec.of(List.of()), null, spec);
    }

    static ProviderStanding standing(String provider) {
        return new ProviderStanding(provider, null, List.of("L4"), Map.of(), Duration.ofSeconds(60), 0, null);
    }

    static PriceQuote quote(String provider, String dollars) {
        return new PriceQuote(
                new Offer(provider, "", "", "", "L4", 1, CapacityType.SERVERLESS),
                Money.ofDollars(dollars),
                NOW,
                "api");
    }

    static ServerlessRanking.Facts prices(PriceQuote... quotes) {
        return new ServerlessRanking.Facts(
                new ServerlessPrices(OfferBook.EMPTY.with(List.of(quotes), NOW), List.of()), List.of());
    }

    static EndpointView.Wanted wanted(ServerlessSpec spec, String... sellers) {
        ServerlessRanking ranking = ServerlessRanking.rank(
                "model",
                spec,
                List.of(sellers).stream().map(Endpoints::standing).toList(),
                NO_PRICES);
        return new EndpointView.Wanted("model", "r1", spec, ranking, true);
    }

    static EndpointView view(EndpointView.Wanted wanted, EndpointRecord... records) {
        return view(wanted, SpotStanding.NONE, Map.of(), records);
    }

    static EndpointView view(
            EndpointView.Wanted wanted,
            SpotStanding spot,
            Map<EndpointId, EndpointView.Memory> memory,
            EndpointRecord... records) {
        return new EndpointView("me", "rack", wanted, List.of(records), spot, memory, Map.of());
    }

    /** As written down before the first call. */
    static EndpointRecord intended(String provider) {
        EndpointView view = view(wanted(spec(provider), provider));
        return EndpointReconciliation.plan(view, TIMING, NOW).getFirst().record();
    }

    static EndpointRecord deployed(String provider) {
        return EndpointTransitions.afterDeploy(
                intended(provider),
                new DeployOutcome.Deployed(URL, Map.of("id", "e-1")),
                UpstreamLimits.NONE,
                TIMING,
                NOW);
    }

    /** Deployed and looked at. */
    static EndpointRecord seen(String provider, EndpointPhase phase) {
        return EndpointTransitions.afterLook(deployed(provider), new EndpointSight(phase, 0, ""), TIMING, NOW);
    }

    static EndpointRecord refused(String provider) {
        return refused(provider, Refusal.Kind.QUOTA);
    }

    static EndpointRecord refused(String provider, Refusal.Kind kind) {
        return EndpointTransitions.afterDeploy(
                intended(provider),
                new DeployOutcome.Refused(new Refusal(null, kind, "QUOTA", "no GPUs left")),
                UpstreamLimits.NONE,
                TIMING,
                NOW);
    }
}
