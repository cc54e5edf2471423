package io.skipjack.provider.azure;

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
import java.util.Optional;
import java.util.function.Predicate;

/**
 * What a replica costs, from Azure's retail prices, which ask for no credential
 * (learn.microsoft.com/rest/api/cost-management/retail-prices/azure-retail-prices): GPU, vCPU and memory, each by the second
 * (learn.microsoft.com/azure/container-apps/billing). The meters are {@code Standard NC T4 v3 GPU Usage}, {@code Standard NC
 * A100 v4 GPU Usage}, {@code Standard vCPU Active Usage} and {@code Standard Memory Active Usage}, as public repositories
 * record them; found by their words, for Azure renames meters.
 */
final class AzurePrices {
    private static final String SOURCE = "Azure Retail Prices, GPU + vCPU + memory";
    private static final int MOST_PAGES = 50;
    private static final BigDecimal SECONDS = BigDecimal.valueOf(3600);

    private final RestClient prices;
    private final String region;

    AzurePrices(RestClient prices, String region) {
        this.prices = prices;
        this.region = region;
    }

    private record Meter(String name, BigDecimal perHour) {}

    List<PriceQuote> quotes() throws ProviderUnavailableException {
        List<Meter> meters = meters();
        Optional<BigDecimal> cpu = cheapest(meters, name -> name.contains("vCPU Active Usage"));
        Optional<BigDecimal> memory = cheapest(meters, name -> name.contains("Memory Active Usage"));
        List<PriceQuote> quotes = new ArrayList<>();
        for (AzureGpu gpu : AzureGpu.values()) {
            String word = gpu == AzureGpu.T4 ? " T4 " : " A100 ";
            Optional<BigDecimal> card = cheapest(meters, name -> name.contains(word) && name.contains("GPU"));
            if (card.isPresent() && cpu.isPresent() && memory.isPresent()) {
                BigDecimal all = card.get()
                        .add(cpu.get().multiply(BigDecimal.valueOf(gpu.cpus())))
                        .add(memory.get().multiply(BigDecimal.valueOf(gpu.memoryGib())));
                quotes.add(new PriceQuote(offer(gpu), Money.ofDollars(all), Instant.now(), SOURCE));
            }
        }
        return quotes;
    }

    private Offer offer(AzureGpu gpu) {
        return new Offer("azure", region, region, gpu.profileType(), gpu.gpu(), 1, CapacityType.SERVERLESS);
    }

    private static Optional<BigDecimal> cheapest(List<Meter> meters, Predicate<String> wanted) {
        return meters.stream()
                .filter(meter -> wanted.test(meter.name()))
                .map(Meter::perHour)
                .filter(price -> price.signum() > 0)
                .min(BigDecimal::compareTo);
    }

    private List<Meter> meters() throws ProviderUnavailableException {
        String filter = "serviceName eq 'Azure Container Apps' and armRegionName eq '%s' and priceType eq 'Consumption'"
                .formatted(region.replace("'", "''"));
        String path = "/api/retail/prices?currencyCode='USD'&$filter=" + RestClient.segment(filter);
        List<Meter> meters = new ArrayList<>();
        for (int page = 0; page < MOST_PAGES; page++) {
            RestAnswer answer = prices.get(path);
            AzureApps.done("reading prices", answer);
            for (JsonNode item : answer.json().path("Items")) {
                perHour(item)
                        .ifPresent(price ->
                                meters.add(new Meter(item.path("meterName").asText(), price)));
            }
            path = answer.json().path("NextPageLink").asText("");
            if (path.isEmpty() || path.equals("null")) {
                return meters;
            }
        }
        throw new ProviderUnavailableException("reading prices of Azure, they do not end");
    }

    private static Optional<BigDecimal> perHour(JsonNode item) {
        if (!item.path("currencyCode").asText().equals("USD")) {
            return Optional.empty();
        }
        BigDecimal price = item.path("retailPrice").decimalValue();
        return switch (item.path("unitOfMeasure").asText()) {
            case "1 Second", "1 GiB Second" -> Optional.of(price.multiply(SECONDS));
            case "1 Hour", "1 GiB Hour" -> Optional.of(price);
            default -> Optional.empty();
        };
    }
}
