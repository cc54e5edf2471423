package io.skipjack.provider.ec2;

import com.fasterxml.jackson.databind.JsonNode;
import io.skipjack.domain.cost.Money;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;

/** List prices, from AWS's Pricing API. They change a few times a year. */
final class OnDemandPrices {
    static final String SOURCE = "GetProducts";

    private static final Logger LOG = LoggerFactory.getLogger(OnDemandPrices.class);
    private static final Duration KEPT = Duration.ofHours(12);
    /** One of the three regions that answer for all. */
    private static final String PRICING_REGION = "us-east-1";

    private record Key(String region, String shape) {}

    record Price(Money perHour, Instant at) {}

    private final Ec2Clients clients;
    private final InstantSource clock;
    private final Kept<Key, Optional<Price>> prices;

    OnDemandPrices(Ec2Clients clients, InstantSource clock) {
        this.clients = clients;
        this.clock = clock;
        prices = new Kept<>(KEPT, clock);
    }

    /** Empty where none is known: then the shape is not offered on demand, because nothing could bound its cost. */
    Optional<Price> of(String region, String shape) {
        try {
            return prices.get(new Key(region, shape), this::ask);
        } catch (SdkException unknown) {
            LOG.warn(
                    "the on-demand price of {} in {} is not known, so it is not bought on demand: {} {}",
                    shape,
                    region,
                    Ec2Refusals.words(unknown),
                    Ec2Advice.on(Trouble.code(unknown), region));
            return Optional.empty();
        }
    }

    private Optional<Price> ask(Key key) {
        List<Map<String, String>> filters = List.of(
                equal("regionCode", key.region()),
                equal("instanceType", key.shape()),
                equal("operatingSystem", "Linux"),
                equal("tenancy", "Shared"),
                equal("preInstalledSw", "NA"),
                equal("capacitystatus", "Used"));
        JsonNode answer = clients.signed(PRICING_REGION)
                .call(
                        "api.pricing",
                        "AWSPriceListService.GetProducts",
                        Map.of("ServiceCode", "AmazonEC2", "Filters", filters, "FormatVersion", "aws_v1"));
        for (JsonNode product : answer.path("PriceList")) {
            // a string that holds JSON, as AWS has it
            JsonNode terms = (product.isTextual() ? SignedCalls.parse(product.asText()) : product).path("terms");
            Optional<Money> price = hourly(terms.path("OnDemand"));
            if (price.isPresent()) {
                return price.map(money -> new Price(money, clock.instant()));
            }
        }
        return Optional.empty();
    }

    private static Optional<Money> hourly(JsonNode terms) {
        for (JsonNode term : terms) {
            for (JsonNode dimension : term.path("priceDimensions")) {
                String dollars = dimension.path("pricePerUnit").path("USD").asText("");
                if (dollars.matches("\\d+(\\.\\d+)?")
                        && Money.ofDollars(dollars).isMoreThan(Money.ZERO)) {
                    return Optional.of(Money.ofDollars(dollars));
                }
            }
        }
        return Optional.empty();
    }

    private static Map<String, String> equal(String field, String value) {
        return Map.of("Type", "TERM_MATCH", "Field", field, "Value", value);
    }
}
