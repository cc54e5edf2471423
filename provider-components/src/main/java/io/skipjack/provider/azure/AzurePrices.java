package io.skipjack.provider.azure;

import com.fasterxml.jackson.databind.JsonNode;
import io.skipjack.domain.market.CapacityType;
import io.skipjack.domain.market.Offer;
import io.skipjack.domain.market.PriceQuote;
import io.skipjack.domain.provider.ProviderUnavailableException;
import io.skipjack.provider.spi.PartPrices;
import io.skipjack.provider.spi.RestClient;
import io.skipjack.provider.spi.RestPages;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What a replica costs, from Azure's retail prices, which ask for no credential
 * (learn.microsoft.com/rest/api/cost-management/retail-prices/azure-retail-prices): GPU, vCPU and memory, each by the second
 * (learn.microsoft.com/azure/container-apps/billing). The meters are {@code Standard NC T4 v3 GPU Usage}, {@code Standard NC
 * A100 v4 GPU Usage}, {@code Standard vCPU Active Usage} and {@code Standard Memory Active Usage}, as public repositories
 * record them; found by their words, for Azure renames meters.
 */
final class AzurePrices {
    private static final String SOURCE = "Azure Retail Prices, GPU + vCPU + memory";

    private final RestClient prices;
    private final String region;

    AzurePrices(RestClient prices, String region) {
        this.prices = prices;
        this.region = region;
    }

    List<PriceQuote> quotes() throws ProviderUnavailableException {
        PartPrices parts = parts();
        List<PriceQuote> quotes = new ArrayList<>();
        for (AzureGpu gpu : AzureGpu.values()) {
            String word = gpu == AzureGpu.T4 ? " T4 " : " A100 ";
            parts.total(name -> name.contains(word) && name.contains("GPU"), gpu.cpus(), gpu.memoryGib())
                    .ifPresent(price -> quotes.add(new PriceQuote(offer(gpu), price, Instant.now(), SOURCE)));
        }
        return quotes;
    }

    private Offer offer(AzureGpu gpu) {
        return new Offer("azure", region, region, gpu.profileType(), gpu.gpu(), 1, CapacityType.SERVERLESS);
    }

    private PartPrices parts() throws ProviderUnavailableException {
        String filter = "serviceName eq 'Azure Container Apps' and armRegionName eq '%s' and priceType eq 'Consumption'"
                .formatted(region.replace("'", "''"));
        PartPrices parts = new PartPrices(
                name -> name.contains("vCPU Active Usage"), name -> name.contains("Memory Active Usage"));
        RestPages.follow(
                "/api/retail/prices?currencyCode='USD'&$filter=" + RestClient.segment(filter),
                page -> {
                    JsonNode list =
                            prices.get(page).granted("reading prices at Azure").json();
                    list.path("Items").forEach(item -> add(item, parts));
                    return list.path("NextPageLink").asText("");
                },
                "reading prices of Azure");
        return parts;
    }

    private static void add(JsonNode item, PartPrices parts) {
        if (!item.path("currencyCode").asText().equals("USD")) {
            return;
        }
        String name = item.path("meterName").asText();
        BigDecimal price = item.path("retailPrice").decimalValue();
        switch (item.path("unitOfMeasure").asText()) {
            case "1 Second", "1 GiB Second" -> parts.addPerSecond(name, price);
            case "1 Hour", "1 GiB Hour" -> parts.addPerHour(name, price);
            default -> {}
        }
    }
}
