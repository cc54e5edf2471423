package io.skipjack.provider.baseten;

import com.fasterxml.jackson.databind.JsonNode;
import io.skipjack.domain.cost.Money;
import io.skipjack.domain.market.CapacityType;
import io.skipjack.domain.market.Offer;
import io.skipjack.domain.market.PriceQuote;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Prices of instance types, from {@code GET /v1/instance_type_prices}: dollars a minute of a whole instance. Of several types
 * with the same GPUs the cheapest counts, which is the one Baseten picks for a Truss that names its accelerator only.
 */
final class BasetenPrices {
    private static final String SOURCE = "baseten /v1/instance_type_prices";
    private static final BigDecimal MINUTES = BigDecimal.valueOf(60);

    private BasetenPrices() {}

    static List<PriceQuote> quotes(List<JsonNode> types, Instant now) {
        Map<String, PriceQuote> cheapest = new LinkedHashMap<>();
        for (JsonNode each : types) {
            JsonNode type = each.path("instance_type");
            int count = type.path("gpu_count").asInt();
            JsonNode price = each.path("price");
            String gpu = BasetenGpus.ours(accelerator(type)).orElse("");
            if (count < 1
                    || gpu.isEmpty()
                    || !price.isNumber()
                    || price.decimalValue().signum() <= 0) {
                continue;
            }
            Offer offer = new Offer("baseten", "", "", type.path("name").asText(), gpu, count, CapacityType.SERVERLESS);
            Money perHour = Money.ofDollars(price.decimalValue().multiply(MINUTES));
            cheapest.merge(
                    gpu + count,
                    new PriceQuote(offer, perHour, now, SOURCE),
                    (one, other) -> one.perHour().compareTo(other.perHour()) <= 0 ? one : other);
        }
        return List.copyOf(cheapest.values());
    }

    /** Some write the maker before it. */
    private static String accelerator(JsonNode type) {
        return type.path("gpu_type").asText().replaceFirst("(?i)^nvidia[ _-]", "");
    }
}
