package io.skipjack.processors.serverless;

import io.skipjack.domain.deployment.Deployment;
import io.skipjack.domain.deployment.ServerlessSpec;
import io.skipjack.domain.market.OfferBook;
import io.skipjack.domain.market.PriceList;
import io.skipjack.domain.market.ServerlessPrices;
import io.skipjack.domain.provider.ServerlessProvider;
import io.skipjack.domain.serverless.ColdStart;
import io.skipjack.domain.serverless.EndpointReconciliation;
import io.skipjack.domain.serverless.EndpointRecord;
import io.skipjack.domain.serverless.ProviderStanding;
import io.skipjack.domain.serverless.ServerlessRanking;
import io.skipjack.domain.serverless.ServerlessRevision;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Ranks providers for a deployment by all that is known now. */
final class ServerlessRankings {
    private final EndpointControl control;

    ServerlessRankings(EndpointControl control) {
        this.control = control;
    }

    /** What the market and our own measurements say. */
    ServerlessRanking.Facts facts(OfferBook book, List<ColdStart> coldStarts) {
        return new ServerlessRanking.Facts(prices(book), coldStarts);
    }

    /** Live prices, and those of the catalog. */
    ServerlessPrices prices(OfferBook book) {
        PriceList listed = control.settings().listed();
        return new ServerlessPrices(
                book.quotes(), listed.gpus(), control.providers().parts(listed.parts()));
    }

    ServerlessRanking rank(
            Deployment deployment, List<EndpointRecord> records, ServerlessRanking.Facts facts, Instant now) {
        String revision = ServerlessRevision.of(deployment);
        ServerlessSpec spec = Objects.requireNonNull(deployment.endpoint());
        List<ProviderStanding> standings = control.providers().all().stream()
                .filter(provider ->
                        spec.providers().isEmpty() || spec.providers().contains(provider.name()))
                .map(provider -> standing(provider, deployment, refusal(provider, revision, records, now), now))
                .toList();
        return ServerlessRanking.rank(deployment.model(), spec, standings, facts);
    }

    private ProviderStanding standing(
            ServerlessProvider provider,
            Deployment deployment,
            ProviderStanding.@Nullable PastRefusal refusal,
            Instant now) {
        String missing = provider.missing();
        return new ProviderStanding(
                provider.name(),
                missing,
                provider.gpus(),
                missing == null ? control.providers().impossible(provider, control.owner(), deployment) : Map.of(),
                provider.usualColdStart(),
                control.failures().count(provider.name(), now),
                refusal);
    }

    private ProviderStanding.@Nullable PastRefusal refusal(
            ServerlessProvider provider, String revision, List<EndpointRecord> records, Instant now) {
        return records.stream()
                .filter(record -> record.id().provider().equals(provider.name()))
                .filter(record -> EndpointReconciliation.isRefusal(record, revision, now))
                .map(record -> new ProviderStanding.PastRefusal(record.since(), record.refusedUntil(), record.reason()))
                .findFirst()
                .orElse(null);
    }
}
