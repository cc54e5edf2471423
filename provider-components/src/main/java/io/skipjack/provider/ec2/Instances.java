package io.skipjack.provider.ec2;

import io.skipjack.domain.cost.Money;
import io.skipjack.domain.fleet.Lease;
import io.skipjack.domain.fleet.ObservedLease;
import io.skipjack.domain.market.CapacityType;
import io.skipjack.domain.market.Offer;
import java.net.URI;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceLifecycleType;

/** Reads EC2's instances; believes nothing in their tags, which anybody with access may have edited. */
final class Instances {
    private static final String UNKNOWN = "unknown";

    private Instances() {}

    static ObservedLease observed(Instance instance, String region, Map<String, Shape> shapes, int enginePort) {
        Map<String, String> tags = Ec2Tags.read(instance.tags());
        Lease lease = new Lease(
                instance.instanceId(),
                offer(instance, region, shapes),
                Money.ZERO,
                instance.launchTime() == null ? Instant.EPOCH : instance.launchTime(),
                address(instance, enginePort));
        return new ObservedLease(
                lease,
                Ec2Tags.replica(tags),
                tags.getOrDefault(Ec2Tags.TOKEN, ""),
                Ec2Tags.epoch(tags),
                status(instance),
                reason(instance));
    }

    static @Nullable URI address(Instance instance, int enginePort) {
        String ip = instance.privateIpAddress();
        return ip == null || ip.isEmpty() ? null : URI.create("http://%s:%d/v1".formatted(ip, enginePort));
    }

    private static Offer offer(Instance instance, String region, Map<String, Shape> shapes) {
        String name = String.valueOf(instance.instanceTypeAsString());
        Shape shape = shapes.getOrDefault(name, new Shape(name, UNKNOWN, 1, 0));
        String zone = instance.placement() == null ? null : instance.placement().availabilityZone();
        return new Offer(
                Ec2Provider.NAME,
                region,
                zone == null ? region : zone,
                name,
                shape.gpu(),
                shape.gpuCount(),
                instance.instanceLifecycle() == InstanceLifecycleType.SPOT
                        ? CapacityType.SPOT
                        : CapacityType.ON_DEMAND);
    }

    private static ObservedLease.Status status(Instance instance) {
        return switch (instance.state().name()) {
            case PENDING -> ObservedLease.Status.PENDING;
            case RUNNING -> ObservedLease.Status.RUNNING;
            case TERMINATED -> ObservedLease.Status.GONE;
            // a stopped one is none of ours to start again: it is to be ended
            case SHUTTING_DOWN, STOPPING, STOPPED -> ObservedLease.Status.STOPPING;
            case UNKNOWN_TO_SDK_VERSION -> ObservedLease.Status.RUNNING;
        };
    }

    private static String reason(Instance instance) {
        if (instance.stateReason() != null && instance.stateReason().code() != null) {
            return instance.stateReason().code();
        }
        return instance.stateTransitionReason() == null ? "" : instance.stateTransitionReason();
    }
}
