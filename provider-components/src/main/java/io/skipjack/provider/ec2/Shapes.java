package io.skipjack.provider.ec2;

import io.skipjack.domain.market.GpuChoice;
import io.skipjack.domain.market.GpuNeed;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.DescribeInstanceTypeOfferingsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeInstanceTypesRequest;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.InstanceTypeInfo;
import software.amazon.awssdk.services.ec2.model.LocationType;

/** The instance types of each region that have GPUs, and the zones that have them. Asked for twice a day. */
final class Shapes {
    private static final Duration KEPT = Duration.ofHours(12);
    private static final int PAGE = 100;

    private final Ec2Clients clients;
    private final Kept<String, Map<String, Shape>> shapes;
    private final Kept<String, Map<String, Set<String>>> zones;

    Shapes(Ec2Clients clients, InstantSource clock) {
        this.clients = clients;
        shapes = new Kept<>(KEPT, clock);
        zones = new Kept<>(KEPT, clock);
    }

    /** Those with exactly as many GPUs of a kind as one of the choices names. */
    List<Shape> fitting(String region, GpuNeed need) {
        return in(region).values().stream()
                .filter(shape -> need.choices().stream().anyMatch(choice -> fits(shape, choice)))
                .toList();
    }

    private static boolean fits(Shape shape, GpuChoice choice) {
        return shape.gpuCount() == choice.count() && shape.gpu().equalsIgnoreCase(choice.gpu());
    }

    /** By name. */
    Map<String, Shape> in(String region) {
        return shapes.get(region, this::describe);
    }

    /** Zones of the region in which a shape is sold at all; nothing is said about now. */
    Set<String> zones(String region, Shape shape) {
        return zones.get(region, this::offerings).getOrDefault(shape.name(), Set.of());
    }

    private Map<String, Shape> describe(String region) {
        DescribeInstanceTypesRequest request = DescribeInstanceTypesRequest.builder()
                // EC2's families with GPUs begin so; all its types would be eight more pages
                .filters(Filter.builder()
                        .name("instance-type")
                        .values("g*", "p*")
                        .build())
                .maxResults(PAGE)
                .build();
        Map<String, Shape> found = new HashMap<>();
        for (InstanceTypeInfo type :
                clients.ec2(region).describeInstanceTypesPaginator(request).instanceTypes()) {
            Shape shape = Shape.of(type);
            if (shape != null) {
                found.put(shape.name(), shape);
            }
        }
        return Map.copyOf(found);
    }

    private Map<String, Set<String>> offerings(String region) {
        Ec2Client client = clients.ec2(region);
        List<String> names = new ArrayList<>(in(region).keySet());
        Map<String, Set<String>> found = new HashMap<>();
        for (int from = 0; from < names.size(); from += PAGE) {
            DescribeInstanceTypeOfferingsRequest request = DescribeInstanceTypeOfferingsRequest.builder()
                    .locationType(LocationType.AVAILABILITY_ZONE)
                    .filters(Filter.builder()
                            .name("instance-type")
                            .values(names.subList(from, Math.min(names.size(), from + PAGE)))
                            .build())
                    .build();
            client.describeInstanceTypeOfferingsPaginator(request)
                    .instanceTypeOfferings()
                    .forEach(offering -> found.computeIfAbsent(offering.instanceTypeAsString(), name -> new HashSet<>())
                            .add(offering.location()));
        }
        return found.entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, entry -> Set.copyOf(entry.getValue())));
    }
}
