package io.skipjack.provider.cloudrun;

import com.fasterxml.jackson.databind.JsonNode;
import io.skipjack.domain.cost.Money;
import io.skipjack.domain.market.CapacityType;
import io.skipjack.domain.market.Offer;
import io.skipjack.domain.market.PriceQuote;
import io.skipjack.domain.provider.ProviderUnavailableException;
import io.skipjack.provider.spi.RestAnswer;
import io.skipjack.provider.spi.RestClient;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * What an instance costs, from the price list of service {@code 152E-C115-5142} (cloud.google.com/billing/v1/how-tos/catalog-api):
 * GPU, CPU and memory together, since with a GPU all three are billed as long as the instance lives. CPU and memory are the
 * SKUs {@code Services CPU|Memory (Instance-based billing) in REGION}. Those of GPUs are found by the GPU's word and the
 * region; of several the cheapest counts, for the one without zonal redundancy, which we use, is the cheaper one.
 */
final class CloudRunPrices {
    private static final String SOURCE = "Cloud Billing Catalog, GPU + CPU + memory";
    private static final String PATH = "/v1/services/152E-C115-5142/skus?currencyCode=USD&pageSize=500";
    private static final int MOST_PAGES = 50;
    private static final BigDecimal SECONDS = BigDecimal.valueOf(3600);

    private final RestClient billing;
    private final String region;

    CloudRunPrices(RestClient billing, String region) {
        this.billing = billing;
        this.region = region;
    }

    private record Sku(String description, BigDecimal perHour) {}

    List<PriceQuote> quotes() throws ProviderUnavailableException {
        List<Sku> skus = skus();
        Optional<BigDecimal> cpu = cheapest(skus, each -> each.startsWith("services cpu (instance-based billing)"));
        Optional<BigDecimal> memory =
                cheapest(skus, each -> each.startsWith("services memory (instance-based billing)"));
        List<PriceQuote> quotes = new ArrayList<>();
        for (CloudRunGpu gpu : CloudRunGpu.values()) {
            Optional<BigDecimal> card = cheapest(skus, each -> isOf(gpu, each));
            if (card.isPresent() && cpu.isPresent() && memory.isPresent()) {
                BigDecimal all = card.get()
                        .add(cpu.get().multiply(BigDecimal.valueOf(gpu.cpus())))
                        .add(memory.get().multiply(BigDecimal.valueOf(gpu.memoryGib())));
                quotes.add(new PriceQuote(offer(gpu), Money.ofDollars(all), Instant.now(), SOURCE));
            }
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

    private static Optional<BigDecimal> cheapest(List<Sku> skus, Predicate<String> wanted) {
        return skus.stream()
                .filter(sku -> wanted.test(sku.description()))
                .map(Sku::perHour)
                .filter(price -> price.signum() > 0)
                .min(BigDecimal::compareTo);
    }

    private List<Sku> skus() throws ProviderUnavailableException {
        List<Sku> skus = new ArrayList<>();
        String token = "";
        for (int page = 0; page < MOST_PAGES; page++) {
            RestAnswer answer = billing.get(PATH + (token.isEmpty() ? "" : "&pageToken=" + RestClient.segment(token)));
            if (!answer.isOk()) {
                throw new ProviderUnavailableException(
                        "reading prices of Cloud Run, %s; run gcloud services enable cloudbilling.googleapis.com"
                                .formatted(answer.message()));
            }
            for (JsonNode sku : answer.json().path("skus")) {
                perHour(sku).ifPresent(price -> skus.add(new Sku(words(sku), price)));
            }
            token = answer.json().path("nextPageToken").asText();
            if (token.isEmpty()) {
                return skus;
            }
        }
        throw new ProviderUnavailableException("reading prices of Cloud Run, they do not end");
    }

    private static String words(JsonNode sku) {
        return sku.path("description").asText().toLowerCase(Locale.ROOT).replaceAll("\\s+", " ");
    }

    /** The rate after what is free; empty for another region, a commitment, or a unit of no time. */
    private Optional<BigDecimal> perHour(JsonNode sku) {
        boolean here = false;
        for (JsonNode each : sku.path("serviceRegions")) {
            here |= each.asText().equals(region);
        }
        JsonNode prices = sku.path("pricingInfo");
        JsonNode expression = prices.path(prices.size() - 1).path("pricingExpression");
        JsonNode rates = expression.path("tieredRates");
        JsonNode price = rates.path(rates.size() - 1).path("unitPrice");
        if (!here || !sku.at("/category/usageType").asText().equals("OnDemand") || !price.isObject()) {
            return Optional.empty();
        }
        BigDecimal amount = new BigDecimal(price.path("units").asText("0"))
                .add(BigDecimal.valueOf(price.path("nanos").asLong(), 9));
        return switch (expression.path("usageUnit").asText()) {
            case "s", "GiBy.s" -> Optional.of(amount.multiply(SECONDS));
            case "h", "GiBy.h" -> Optional.of(amount);
            default -> Optional.empty();
        };
    }
}
