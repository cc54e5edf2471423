package io.skipjack.app.admin;

import io.skipjack.app.deployments.GpuCatalog;
import io.skipjack.app.deployments.GpuModel;
import io.skipjack.domain.market.Offer;
import io.skipjack.domain.market.PriceQuote;
import io.skipjack.processors.admin.PriceSource;
import io.skipjack.processors.admin.RefusedEditException;
import io.skipjack.processors.serverless.ServerlessStandings;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What GPUs cost, for the admin API: what the routes polled, and spot prices of what they had no need of.
 *
 * @param catalog the GPUs there are
 * @param standings what was polled, and listed
 * @param spot asks for the others
 * @param clock for ages
 */
record MarketPrices(GpuCatalog catalog, ServerlessStandings standings, SpotPrices spot, InstantSource clock)
        implements PriceSource {
    private static final int WRONG = 400;

    @Override
    public Map<String, Object> prices(@Nullable String gpu) throws RefusedEditException {
        List<GpuModel> models = gpu == null ? catalog.models() : List.of(model(gpu));
        List<String> names = models.stream().map(GpuModel::name).toList();
        SpotPrices.Asked asked = spot.of(names);
        Collection<PriceQuote> quotes = newest(asked.quotes());
        Instant now = clock.instant();
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("at", now.toString());
        map.put("problems", asked.problem().isEmpty() ? List.of() : List.of(asked.problem()));
        map.put("gpus", models.stream().map(MarketPrices::gpu).toList());
        map.put(
                "quotes",
                quotes.stream()
                        .filter(quote -> names.contains(quote.offer().gpu()))
                        .map(quote -> quote(quote, now))
                        .toList());
        return map;
    }

    private GpuModel model(String gpu) throws RefusedEditException {
        return catalog.find(gpu)
                .orElseThrow(() -> new RefusedEditException(
                        WRONG, "there is no GPU '%s'; see those there are with: skipjack show-gpus".formatted(gpu)));
    }

    /** One for each offer, whoever asked last. */
    private Collection<PriceQuote> newest(List<PriceQuote> asked) {
        Map<Offer, PriceQuote> newest = new LinkedHashMap<>();
        standings.quotes().forEach(quote -> newest.put(quote.offer(), quote));
        asked.forEach(quote ->
                newest.merge(quote.offer(), quote, (one, other) -> one.at().isAfter(other.at()) ? one : other));
        return newest.values();
    }

    private static Map<String, Object> gpu(GpuModel model) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("name", model.name());
        map.put("memory_gb", model.memoryGb());
        map.put("architecture", model.architecture());
        return map;
    }

    private static Map<String, Object> quote(PriceQuote quote, Instant now) {
        Offer offer = quote.offer();
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("provider", offer.provider());
        map.put("gpu", offer.gpu());
        map.put("gpu_count", offer.gpuCount());
        map.put("region", offer.region());
        map.put("zone", offer.zone());
        map.put("shape", offer.shape());
        map.put("capacity", offer.capacityType().label());
        map.put("dollars_per_hour", quote.perHour().dollars());
        map.put("at", quote.at().toString());
        map.put("age_seconds", Age.seconds(quote.at(), now));
        map.put("source", quote.source());
        return map;
    }
}
