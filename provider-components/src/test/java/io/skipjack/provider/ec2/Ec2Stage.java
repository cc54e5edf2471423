package io.skipjack.provider.ec2;

import io.skipjack.domain.cost.Money;
import io.skipjack.domain.deployment.EngineSpec;
import io.skipjack.domain.deployment.FleetSpec;
import io.skipjack.domain.fleet.LaunchIntent;
import io.skipjack.domain.fleet.ReplicaId;
import io.skipjack.domain.market.CapacityType;
import io.skipjack.domain.market.GpuNeed;
import io.skipjack.domain.market.Offer;
import io.skipjack.domain.market.Placement;
import io.skipjack.domain.market.PricedOffer;
import io.skipjack.domain.provider.LaunchRequest;
import io.skipjack.domain.scaling.ScalingPolicy;
import io.skipjack.provider.Aws2Ec2Operations;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;

/** The provider as it is wired in the router, in front of scripted AWS replies. */
final class Ec2Stage implements AutoCloseable {
    static final String REGION = "us-east-1";
    static final FleetSpec SPEC = new FleetSpec(
            GpuNeed.of("L4", 1),
            EngineSpec.DEFAULT,
            new Placement("ec2", List.of(REGION), List.of()),
            ScalingPolicy.DEFAULT,
            5,
            0,
            null,
            null);

    final PretendAws aws = new PretendAws();
    final CamelContext camel = new DefaultCamelContext();
    final Ec2Clients clients = new Ec2Clients(aws.uri());
    final Ec2Provider provider;

    Ec2Stage() throws IOException {
        camel.start();
        provider = new Ec2Provider(
                Ec2Settings.of(aws.uri(), "http://10.0.0.9:8080"), new Aws2Ec2Operations(camel, clients), clients);
        aws.on("GetParameter", "{\"Parameter\":{\"Value\":\"ami-0123\"}}")
                .on("DescribeImages", "<imagesSet><item><rootDeviceName>/dev/xvda</rootDeviceName></item></imagesSet>")
                .on("DescribeSubnets", "<subnetSet>" + subnet("a") + subnet("b") + "</subnetSet>")
                .on(
                        "DescribeSecurityGroups",
                        "<securityGroupInfo><item><groupId>sg-1</groupId><vpcId>vpc-1</vpcId></item></securityGroupInfo>")
                .on("DescribeInstances", "<reservationSet/>")
                .on("CreateLaunchTemplate", "<launchTemplate/>");
    }

    private static String subnet(String zone) {
        return ("<item><subnetId>subnet-%s</subnetId><vpcId>vpc-1</vpcId><availabilityZone>us-east-1%s</availabilityZone>"
                        + "<availableIpAddressCount>9</availableIpAddressCount></item>")
                .formatted(zone, zone);
    }

    static PricedOffer offer(String zone, String shape, CapacityType capacityType) {
        return new PricedOffer(
                new Offer("ec2", REGION, zone, shape, "L4", 1, capacityType), new Money(300_000), new Money(800_000));
    }

    static LaunchRequest request(PricedOffer... offers) {
        LaunchIntent intent = new LaunchIntent(1, "token-1", List.of(offers), 7, Instant.parse("2026-11-21T10:00:00Z"));
        return new LaunchRequest("owner123456", new ReplicaId("rack", 12), "Qwen/Qwen3-0.6B", "rev1", SPEC, intent);
    }

    @Override
    public void close() {
        camel.stop();
        clients.close();
        aws.close();
    }
}
