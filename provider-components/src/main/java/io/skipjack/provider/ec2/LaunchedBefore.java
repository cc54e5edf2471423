package io.skipjack.provider.ec2;

import io.skipjack.domain.cost.Money;
import io.skipjack.domain.fleet.LaunchOutcome;
import io.skipjack.domain.fleet.Lease;
import io.skipjack.domain.market.Offer;
import io.skipjack.domain.market.PricedOffer;
import io.skipjack.domain.provider.LaunchRequest;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.ec2.model.DescribeInstancesRequest;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;

/** Finds what a launch's token has launched already, by its tag. */
final class LaunchedBefore {
    private static final Set<InstanceStateName> ALIVE = Set.of(InstanceStateName.PENDING, InstanceStateName.RUNNING);

    private final Ec2Operations operations;
    private final int enginePort;

    LaunchedBefore(Ec2Operations operations, int enginePort) {
        this.operations = operations;
        this.enginePort = enginePort;
    }

    /** Empty also for a while after a launch: EC2 shows new instances late. */
    Optional<LaunchOutcome> find(LaunchRequest request) {
        String region = request.intent().offers().getFirst().offer().region();
        DescribeInstancesRequest question = DescribeInstancesRequest.builder()
                .filters(
                        tag(Ec2Tags.OWNER, request.owner()),
                        tag(Ec2Tags.TOKEN, request.intent().token()))
                .build();
        return operations.describe(region, question).reservations().stream()
                .flatMap(reservation -> reservation.instances().stream())
                // one that has ended since is still what the token launched: what to do about its end is for others
                .max(Comparator.comparing(
                        instance -> ALIVE.contains(instance.state().name())))
                .map(instance -> new LaunchOutcome.Launched(lease(request, instance), List.of()));
    }

    Lease lease(LaunchRequest request, Instance instance) {
        String zone = instance.placement() == null ? "" : instance.placement().availabilityZone();
        List<PricedOffer> offers = request.intent().offers();
        PricedOffer taken = offers.stream()
                .filter(priced -> priced.offer().shape().equals(instance.instanceTypeAsString())
                        && priced.offer().zone().equals(zone))
                .findFirst()
                .orElse(offers.getFirst());
        Offer offer = taken.offer();
        Money perHour = taken.perHour();
        return new Lease(
                instance.instanceId(),
                offer,
                perHour,
                instance.launchTime() == null ? request.intent().at() : instance.launchTime(),
                Instances.address(instance, enginePort));
    }

    private static Filter tag(String key, String value) {
        return Filter.builder().name("tag:" + key).values(value).build();
    }
}
