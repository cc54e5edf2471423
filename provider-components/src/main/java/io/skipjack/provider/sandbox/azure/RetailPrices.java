package io.skipjack.provider.sandbox.azure;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.skipjack.provider.sandbox.Json;
import io.skipjack.provider.sandbox.ReceivedRequest;
import io.skipjack.provider.sandbox.Reply;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.List;

/** {@code prices.azure.com/api/retail/prices}: open to all, three rows to a page, with the prices of 2026. */
final class RetailPrices {
    static final String PATH = "/api/retail/prices";

    private static final int PAGE = 3;
    private static final BigDecimal T4_MOST = BigDecimal.valueOf(56);

    private record Row(String meter, String unit, String price) {}

    private static final List<Row> ROWS = List.of(
            new Row("Standard Requests", "1M", "0.4"),
            new Row("Standard vCPU Active Usage", "1 Second", "0.000024"),
            new Row("Standard vCPU Idle Usage", "1 Second", "0.000003"),
            new Row("Standard Memory Active Usage", "1 GiB Second", "0.000003"),
            new Row("Standard NC T4 v3 GPU Usage", "1 Second", "0.000073"),
            new Row("Standard NC A100 v4 GPU Usage", "1 Second", "0.000529"),
            new Row("Dedicated vCPU Usage", "1 Hour", "0.0571"));

    private RetailPrices() {}

    /** Dollars of a replica; the one with as much memory as only the larger profile has, has the larger GPU. */
    static BigDecimal perHour(BigDecimal cpus, BigDecimal memoryGib) {
        String gpu = memoryGib.compareTo(T4_MOST) > 0 ? "Standard NC A100 v4 GPU Usage" : "Standard NC T4 v3 GPU Usage";
        return price(gpu)
                .add(price("Standard vCPU Active Usage").multiply(cpus))
                .add(price("Standard Memory Active Usage").multiply(memoryGib))
                .multiply(BigDecimal.valueOf(3_600));
    }

    private static BigDecimal price(String meter) {
        return ROWS.stream()
                .filter(row -> row.meter().equals(meter))
                .map(row -> new BigDecimal(row.price()))
                .findFirst()
                .orElseThrow();
    }

    /** Each link names the port, as the real one's do. */
    static void answer(ReceivedRequest request, Reply reply, String own) throws IOException {
        String filter = request.parameter("$filter");
        if (!filter.contains("serviceName eq 'Azure Container Apps'") || !filter.contains("armRegionName eq")) {
            ArmError.invalid("BadRequest", "Invalid OData parameters supplied").to(reply);
            return;
        }
        String skip = request.parameter("$skip");
        int from = skip.isEmpty() ? 0 : Integer.parseInt(skip);
        int to = Math.min(ROWS.size(), from + PAGE);
        ObjectNode body = Json.object().put("BillingCurrency", "USD");
        ArrayNode items = body.putArray("Items");
        ROWS.subList(from, to).forEach(row -> describe(items.addObject(), row));
        if (to < ROWS.size()) {
            body.put(
                    "NextPageLink",
                    "%s%s&$skip=%d".formatted(own, request.target().replaceFirst("&\\$skip=.*", ""), to));
        } else {
            body.putNull("NextPageLink");
        }
        reply.json(200, body);
    }

    private static void describe(ObjectNode item, Row row) {
        item.put("currencyCode", "USD")
                .put("retailPrice", new BigDecimal(row.price()))
                .put("armRegionName", FakeAzure.REGION)
                .put("meterName", row.meter())
                .put("serviceName", "Azure Container Apps")
                .put("type", "Consumption")
                .put("unitOfMeasure", row.unit());
    }
}
