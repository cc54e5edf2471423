package io.skipjack.provider.ec2;

import io.skipjack.domain.deployment.FleetSpec;
import io.skipjack.domain.market.CapacityType;
import io.skipjack.domain.market.Offer;
import io.skipjack.domain.market.PriceQuote;
import io.skipjack.domain.provider.ProviderUnavailableException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.ec2.model.Subnet;

/** Every pool that fits a deployment, with its price: shapes with the GPUs wanted, in zones that have them and a subnet. */
final class Ec2Quotes {
    private final RegionQuestion question = new RegionQuestion("asking for prices on ec2");
    private final Shapes shapes;
    private final Networks networks;
    private final SpotPrices spotPrices;
    private final OnDemandPrices onDemandPrices;

    Ec2Quotes(Shapes shapes, Networks networks, SpotPrices spotPrices, OnDemandPrices onDemandPrices) {
        this.shapes = shapes;
        this.networks = networks;
        this.spotPrices = spotPrices;
        this.onDemandPrices = onDemandPrices;
    }

    List<PriceQuote> quote(FleetSpec spec) throws ProviderUnavailableException {
        Set<String> regions = Set.copyOf(spec.placement().regions());
        return question.ask(regions, region -> region(region, spec)).values().stream()
                .flatMap(List::stream)
                .toList();
    }

    private List<PriceQuote> region(String region, FleetSpec spec) {
        List<Shape> fitting = shapes.fitting(region, spec.gpu());
        Map<SpotPrices.Pool, SpotPrices.Price> spot = spotPrices.now(region, fitting);
        Optional<Set<String>> reachable = reachable(region);
        List<PriceQuote> quotes = new ArrayList<>();
        for (Shape shape : fitting) {
            List<String> zones = shapes.zones(region, shape).stream()
                    .filter(zone -> spec.placement().allows(region, zone))
                    .filter(zone -> reachable.map(known -> known.contains(zone)).orElse(true))
                    .toList();
            quotes.addAll(spot(region, shape, zones, spot));
            quotes.addAll(onDemand(region, shape, zones));
        }
        return quotes;
    }

    private static List<PriceQuote> spot(
            String region, Shape shape, List<String> zones, Map<SpotPrices.Pool, SpotPrices.Price> prices) {
        List<PriceQuote> quotes = new ArrayList<>();
        for (String zone : zones) {
            SpotPrices.Price price = prices.get(new SpotPrices.Pool(zone, shape.name()));
            if (price != null) {
                Offer offer = offer(region, zone, shape, CapacityType.SPOT);
                quotes.add(new PriceQuote(offer, price.perHour(), price.at(), SpotPrices.SOURCE));
            }
        }
        return quotes;
    }

    /** A list price is the same in all zones. */
    private List<PriceQuote> onDemand(String region, Shape shape, List<String> zones) {
        return onDemandPrices.of(region, shape.name()).stream()
                .flatMap(list -> zones.stream()
                        .map(zone -> new PriceQuote(
                                offer(region, zone, shape, CapacityType.ON_DEMAND),
                                list.perHour(),
                                list.at(),
                                OnDemandPrices.SOURCE)))
                .toList();
    }

    /** Empty where it is not known: then the launch finds out. */
    private Optional<Set<String>> reachable(String region) {
        try {
            Set<String> zones = networks.subnets(region).stream()
                    .map(Subnet::availabilityZone)
                    .collect(Collectors.toSet());
            return zones.isEmpty() ? Optional.empty() : Optional.of(zones);
        } catch (SdkException unknown) {
            return Optional.empty();
        }
    }

    private static Offer offer(String region, String zone, Shape shape, CapacityType capacityType) {
        return new Offer(Ec2Provider.NAME, region, zone, shape.name(), shape.gpu(), shape.gpuCount(), capacityType);
    }
}
