package io.skipjack.provider.ec2;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import software.amazon.awssdk.services.ec2.model.DescribeSecurityGroupsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeSubnetsRequest;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.SecurityGroup;
import software.amazon.awssdk.services.ec2.model.Subnet;

/**
 * Finds the subnets and the security group to launch into. The group is never made by us: who may reach an engine is the
 * user's decision.
 */
final class Networks {
    private static final Duration KEPT = Duration.ofMinutes(10);

    /** Free addresses below which another subnet of the zone is better. */
    private static final int ROOM = 4;

    private final Ec2Clients clients;
    private final Ec2Settings settings;
    private final Kept<String, List<Subnet>> subnets;
    private final Kept<String, List<SecurityGroup>> groups;

    Networks(Ec2Clients clients, Ec2Settings settings, InstantSource clock) {
        this.clients = clients;
        this.settings = settings;
        subnets = new Kept<>(KEPT, clock);
        groups = new Kept<>(KEPT, clock);
    }

    Network in(String region) throws LaunchRefusedException {
        List<Subnet> usable = subnets(region);
        if (usable.isEmpty()) {
            throw new LaunchRefusedException("NoSubnet", noSubnet(region));
        }
        Optional<SecurityGroup> group = groups.get(region, this::describeGroups).stream()
                .filter(one -> usable.stream().anyMatch(subnet -> Objects.equals(subnet.vpcId(), one.vpcId())))
                .findFirst();
        if (group.isEmpty()) {
            groups.forget(region);
            throw new LaunchRefusedException(
                    "NoSecurityGroup", noGroup(region, usable.getFirst().vpcId()));
        }
        String vpc = group.get().vpcId();
        return new Network(vpc, byZone(usable, vpc), group.get().groupId());
    }

    List<Subnet> subnets(String region) {
        List<Subnet> known = subnets.get(region, this::describeSubnets);
        if (known.isEmpty()) {
            subnets.forget(region);
        }
        return known;
    }

    String noSubnet(String region) {
        return settings.subnetTag().isEmpty()
                ? "no default subnet in %s; run: aws ec2 create-default-vpc --region %s, or set skipjack.ec2.subnet-tag"
                        .formatted(region, region)
                : "no subnet in %s has a tag %s; run: aws ec2 create-tags --region %s --resources subnet-... --tags Key=%s,Value=1"
                        .formatted(region, settings.subnetTag(), region, settings.subnetTag());
    }

    private String noGroup(String region, String vpc) {
        return ("no security group %s in %s of %s; run: aws ec2 create-security-group --region %s --vpc-id %s"
                        + " --group-name %s --description Skipjack-engines, then admit the router to port %d with:"
                        + " aws ec2 authorize-security-group-ingress")
                .formatted(
                        settings.securityGroup(),
                        vpc,
                        region,
                        region,
                        vpc,
                        settings.securityGroup(),
                        settings.enginePort());
    }

    private static Map<String, String> byZone(List<Subnet> usable, String vpc) {
        Map<String, String> byZone = new HashMap<>();
        usable.stream()
                .filter(subnet -> Objects.equals(subnet.vpcId(), vpc))
                // the last wins: any with room, and always the same, since a repeated launch must be the same call
                .sorted(Comparator.comparing(Networks::hasRoom).thenComparing(Subnet::subnetId))
                .forEach(subnet -> byZone.put(subnet.availabilityZone(), subnet.subnetId()));
        return byZone;
    }

    private static boolean hasRoom(Subnet subnet) {
        return subnet.availableIpAddressCount() == null || subnet.availableIpAddressCount() >= ROOM;
    }

    private List<Subnet> describeSubnets(String region) {
        Filter which = settings.subnetTag().isEmpty()
                ? filter("default-for-az", "true")
                : filter("tag-key", settings.subnetTag());
        return clients
                .ec2(region)
                .describeSubnetsPaginator(
                        DescribeSubnetsRequest.builder().filters(which).build())
                .subnets()
                .stream()
                .toList();
    }

    private List<SecurityGroup> describeGroups(String region) {
        return clients.ec2(region)
                .describeSecurityGroups(DescribeSecurityGroupsRequest.builder()
                        .filters(filter(
                                settings.securityGroup().startsWith("sg-") ? "group-id" : "group-name",
                                settings.securityGroup()))
                        .build())
                .securityGroups();
    }

    private static Filter filter(String name, String value) {
        return Filter.builder().name(name).values(value).build();
    }
}
