package io.skipjack.provider.cloudrun;

import com.fasterxml.jackson.databind.JsonNode;
import io.skipjack.domain.market.CapacityType;
import io.skipjack.domain.market.Offer;
import io.skipjack.domain.market.PriceQuote;
import io.skipjack.domain.provider.ProviderUnavailableException;
import io.skipjack.provider.spi.PartPrices;
import io.skipjack.provider.spi.RestAnswer;
import io.skipjack.provider.spi.RestClient;
import io.skipjack.provider.spi.RestPages;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What an instance costs, from the price list of service {@code 152E-C115-5142} (cloud.google.com/billing/v1/how-tos/catalog-api):
 * GPU, CPU and memory together, since with a GPU all three are billed as long as the instance lives. CPU and memory are the
 * SKUs {@code Services CPU|Memory (Instance-based billing) in REGION}. Those of GPUs are found by the GPU's word and the
 * region; of several the cheapest counts, for the one without zonal redundancy, which we use, is the cheaper one.
 */
final class CloudRunPrices {
    private static final String SOURCE = "Cloud Billing Catalog, GPU + CPU + memory";
    private static final String PATH = "/v1/services/152E-C115-5142/skus?currencyCode=USD&pageSize=500";

    private final RestClient billing;
    private final String region;

    CloudRunPrices(RestClient billing, String region) {
        this.billing = billing;
        this.region = region;
    }

    List<PriceQuote> quotes() throws ProviderUnavailableException {
        PartPrices parts = parts();
        List<PriceQuote> quotes = new ArrayList<>();
        for (CloudRunGpu gpu : CloudRunGpu.values()) {
            parts.total(each -> isOf(gpu, each), gpu.cpus(), gpu.memoryGib())
                    .ifPresent(price -> quotes.add(new PriceQuote(offer(gpu), price, Instant.now(), SOURCE)));
        }
        return quotes;
    }

    private Offer offer(CloudRunGpu gpu) {
        return new Offer("cloudrun", region, region, gpu.accelerator(), gpu.gpu(), 1, CapacityType.SERVERLESS);
    }

    private static boolean isOf(CloudRunGpu gpu, String description) {
        String word = gpu == CloudRunGpu.L4 ? ".*\\bl4\\b.*" : ".*\\brtx( pro)? 6000\\b.*";
        return description.matches(word) && !description.contains("cpu") && !description.contains("memory");
    }

    private PartPrices parts() throws ProviderUnavailableException {
        PartPrices parts = new PartPrices(
                each -> each.startsWith("services cpu (instance-based billing)"),
                each -> each.startsWith("services memory (instance-based billing)"));
        RestPages.follow(
                PATH,
                page -> {
                    JsonNode list = page(page);
                    list.path("skus").forEach(sku -> add(sku, parts));
                    return CloudRunApis.nextPage(PATH, list);
                },
                "reading prices of Cloud Run");
        return parts;
    }

    private JsonNode page(String path) throws ProviderUnavailableException {
        RestAnswer answer = billing.get(path);
        if (!answer.isOk()) {
            throw new ProviderUnavailableException(
                    "reading prices of Cloud Run, %s; run gcloud services enable cloudbilling.googleapis.com"
                            .formatted(answer.message()));
        }
        return answer.json();
    }

    /** The rate after what is free; none of another region, of a commitment, or of a unit of no time. */
    private void add(JsonNode sku, PartPrices parts) {
        boolean here = false;
        for (JsonNode each : sku.path("serviceRegions")) {
            here |= each.asText().equals(region);
        }
        JsonNode prices = sku.path("pricingInfo");
        JsonNode expression = prices.path(prices.size() - 1).path("pricingExpression");
        JsonNode rates = expression.path("tieredRates");
        JsonNode price = rates.path(rates.size() - 1).path("unitPrice");
        if (!here || !sku.at("/category/usageType").asText().equals("OnDemand") || !price.isObject()) {
            return;
        }
        BigDecimal amount = new BigDecimal(price.path("units").asText("0"))
                .add(BigDecimal.valueOf(price.path("nanos").asLong(), 9));
        String words = sku.path("description").asText().toLowerCase(Locale.ROOT).replaceAll("\\s+", " ");
        switch (expression.path("usageUnit").asText()) {
            case "s", "GiBy.s" -> parts.addPerSecond(words, amount);
            case "h", "GiBy.h" -> parts.addPerHour(words, amount);
            default -> {}
        }
    }
}
