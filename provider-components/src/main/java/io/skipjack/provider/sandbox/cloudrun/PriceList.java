package io.skipjack.provider.sandbox.cloudrun;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.skipjack.provider.sandbox.Json;
import io.skipjack.provider.sandbox.ReceivedRequest;
import io.skipjack.provider.sandbox.Reply;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.List;

/** {@code cloudbilling.googleapis.com/v1/services/152E-C115-5142/skus}, with the prices of us-central1 in 2026, three to a page. */
final class PriceList {
    static final String PATH = "/v1/services/152E-C115-5142/skus";

    private static final int PAGE = 3;

    /** Billionths of a dollar a second. */
    private static final long CPU = 18_000;

    private static final long MEMORY = 2_000;
    private static final long L4 = 186_700;
    private static final long RTX = 365_220;

    private record Sku(String description, String region, String unit, long nanos) {}

    private static final List<Sku> SKUS = List.of(
            new Sku("Jobs CPU in us-central1", "us-central1", "s", 18_000),
            new Sku("Services CPU (Instance-based billing) in europe-west12", "europe-west12", "s", 25_200),
            new Sku("Services CPU (Instance-based billing) in us-central1", "us-central1", "s", CPU),
            new Sku("Services CPU (Request-based billing)", "us-central1", "s", 24_000),
            new Sku("Services Memory (Instance-based billing) in us-central1", "us-central1", "GiBy.s", MEMORY),
            new Sku("GPU NVIDIA L4 (Zonal Redundancy) in us-central1", "us-central1", "s", 290_900),
            new Sku("GPU NVIDIA L4 (No Zonal Redundancy) in us-central1", "us-central1", "s", L4),
            new Sku("GPU NVIDIA RTX PRO 6000 (No Zonal Redundancy) in us-central1", "us-central1", "s", RTX));

    private PriceList() {}

    /** Dollars of an instance with such a GPU. */
    static BigDecimal perSecond(String accelerator, BigDecimal cpus, BigDecimal memoryGib) {
        BigDecimal gpu = BigDecimal.valueOf(accelerator.equals("nvidia-l4") ? L4 : RTX);
        return gpu.add(cpus.multiply(BigDecimal.valueOf(CPU)))
                .add(memoryGib.multiply(BigDecimal.valueOf(MEMORY)))
                .movePointLeft(9);
    }

    static void answer(ReceivedRequest request, Reply reply) throws IOException {
        String token = request.parameter("pageToken");
        int from = token.isEmpty() ? 0 : Integer.parseInt(token);
        int to = Math.min(SKUS.size(), from + PAGE);
        ObjectNode body = Json.object();
        ArrayNode skus = body.putArray("skus");
        SKUS.subList(from, to).forEach(each -> describe(skus.addObject(), each));
        reply.json(200, body.put("nextPageToken", to < SKUS.size() ? String.valueOf(to) : ""));
    }

    private static void describe(ObjectNode json, Sku sku) {
        json.put("skuId", "PRET-END0-0000").put("description", sku.description());
        json.putObject("category").put("serviceDisplayName", "Cloud Run").put("usageType", "OnDemand");
        json.putArray("serviceRegions").add(sku.region());
        ObjectNode expression = json.putArray("pricingInfo").addObject().putObject("pricingExpression");
        ArrayNode rates = expression.put("usageUnit", sku.unit()).putArray("tieredRates");
        rate(rates, 0, 0);
        rate(rates, 180_000, sku.nanos());
    }

    private static void rate(ArrayNode rates, int from, long nanos) {
        rates.addObject()
                .put("startUsageAmount", from)
                .putObject("unitPrice")
                .put("currencyCode", "USD")
                .put("units", "0")
                .put("nanos", nanos);
    }
}
