package io.skipjack.provider.ec2;

import io.skipjack.domain.fleet.LeaseEnd;
import io.skipjack.domain.fleet.Listing;
import io.skipjack.domain.fleet.ObservedLease;
import io.skipjack.domain.provider.ProviderUnavailableException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.ec2.model.DescribeInstancesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeInstancesResponse;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.Instance;

/** All instances that carry our owner tag, region by region. */
final class Ec2Listing {
    private static final Logger LOG = LoggerFactory.getLogger(Ec2Listing.class);
    private static final int PAGE = 1_000;

    private final RegionQuestion question = new RegionQuestion("listing instances on ec2");
    private final Ec2Operations operations;
    private final Shapes shapes;
    private final Ec2Ends ends;
    private final int enginePort;

    Ec2Listing(Ec2Operations operations, Shapes shapes, Ec2Ends ends, int enginePort) {
        this.operations = operations;
        this.shapes = shapes;
        this.ends = ends;
        this.enginePort = enginePort;
    }

    Listing list(String owner, Set<String> regions) throws ProviderUnavailableException {
        Map<String, List<ObservedLease>> answers = question.ask(regions, region -> region(owner, region));
        return new Listing(answers.values().stream().flatMap(List::stream).toList(), answers.keySet());
    }

    private List<ObservedLease> region(String owner, String region) {
        List<Instance> instances = new ArrayList<>();
        DescribeInstancesRequest.Builder request = DescribeInstancesRequest.builder()
                .filters(Filter.builder()
                        .name("tag:" + Ec2Tags.OWNER)
                        .values(owner)
                        .build())
                .maxResults(PAGE);
        String next = null;
        do {
            DescribeInstancesResponse page =
                    operations.describe(region, request.nextToken(next).build());
            page.reservations().forEach(reservation -> instances.addAll(reservation.instances()));
            next = page.nextToken();
        } while (next != null && !next.isEmpty());
        // filters take * and ? for wildcards: an owner must match exactly
        instances.removeIf(
                instance -> !Objects.equals(Ec2Tags.read(instance.tags()).get(Ec2Tags.OWNER), owner));
        return observed(region, instances);
    }

    private List<ObservedLease> observed(String region, List<Instance> instances) {
        Map<String, Shape> known = instances.isEmpty() ? Map.of() : shapes(region);
        Map<String, LeaseEnd> ended = ends.of(region, instances);
        return instances.stream()
                .map(instance -> {
                    ObservedLease lease = Instances.observed(instance, region, known, enginePort);
                    LeaseEnd end = ended.get(instance.instanceId());
                    return end == null ? lease : lease.ended(end);
                })
                .toList();
    }

    /** What GPU an instance has is worth knowing, but no reason not to see it. */
    private Map<String, Shape> shapes(String region) {
        try {
            return shapes.in(region);
        } catch (SdkException unknown) {
            LOG.debug("instance types of {} are not known now: {}", region, Ec2Refusals.words(unknown));
            return Map.of();
        }
    }
}
