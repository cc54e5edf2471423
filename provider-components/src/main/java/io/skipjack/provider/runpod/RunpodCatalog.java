package io.skipjack.provider.runpod;

import com.fasterxml.jackson.databind.JsonNode;
import io.skipjack.domain.cost.Money;
import io.skipjack.domain.market.CapacityType;
import io.skipjack.domain.market.Offer;
import io.skipjack.domain.market.PriceQuote;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What RunPod sells now: the answer of {@code GET /v2/catalog/gpus}.
 *
 * @param types each a {@code GpuType} of its OpenAPI document
 */
record RunpodCatalog(List<JsonNode> types) {
    private static final String SOURCE = "runpod /v2/catalog/gpus";
    private static final int[] SIZES = {1, 2, 4, 8};

    /**
     * How a GPU is asked for: endpoints name pools of similar cards, so the pool's other cards are taken out.
     *
     * @param pool that it is in
     * @param others types of the same pool
     * @param soldOut whether no worker of that size is to be had now
     */
    record Selection(String pool, List<String> others, boolean soldOut) {}

    RunpodCatalog {
        types = List.copyOf(types);
    }

    /** How to ask for a GPU of ours; null when none of its cards is in a pool for serverless endpoints. */
    @Nullable
    Selection select(String gpu) {
        List<String> ids = RunpodGpus.ids(gpu);
        List<JsonNode> cards = ids.stream().flatMap(id -> pooled(id).stream()).toList();
        if (cards.isEmpty()) {
            return null;
        }
        String pool = cards.getFirst().path("pool").asText();
        List<String> others = types.stream()
                .filter(each -> each.path("pool").asText().equals(pool))
                .map(each -> each.path("id").asText())
                .filter(each -> !ids.contains(each))
                .sorted()
                .toList();
        boolean soldOut = cards.stream()
                .filter(each -> each.path("pool").asText().equals(pool))
                .allMatch(each -> each.path("availability").asText().equals("NONE"));
        return new Selection(pool, others, soldOut);
    }

    private Optional<JsonNode> pooled(String id) {
        return types.stream()
                .filter(each -> each.path("id").asText().equals(id))
                .filter(each -> each.path("pool").isTextual())
                .findFirst();
    }

    /** A price for each size of each GPU that we know and RunPod has in a pool. */
    List<PriceQuote> quotes(Instant now) {
        List<PriceQuote> quotes = new ArrayList<>();
        for (String gpu : RunpodGpus.names()) {
            RunpodGpus.ids(gpu).stream()
                    .flatMap(id -> pooled(id).stream())
                    .findFirst()
                    .ifPresent(card -> quotes.addAll(quotes(gpu, card, now)));
        }
        return quotes;
    }

    private static List<PriceQuote> quotes(String gpu, JsonNode card, Instant now) {
        JsonNode price = card.path("price").path("serverless");
        if (!price.isNumber() || price.decimalValue().signum() <= 0) {
            return List.of();
        }
        String id = card.path("id").asText();
        int most = Math.max(1, card.path("maxCount").path("secure").asInt(1));
        return Arrays.stream(SIZES)
                .filter(size -> size <= most)
                .mapToObj(size -> new Offer("runpod", "", "", id, gpu, size, CapacityType.SERVERLESS))
                .map(offer -> quote(offer, price, now))
                .toList();
    }

    /** RunPod says the price of one GPU. */
    private static PriceQuote quote(Offer offer, JsonNode price, Instant now) {
        BigDecimal perHour = price.decimalValue().multiply(BigDecimal.valueOf(offer.gpuCount()));
        return new PriceQuote(offer, Money.ofDollars(perHour), now, SOURCE);
    }
}
