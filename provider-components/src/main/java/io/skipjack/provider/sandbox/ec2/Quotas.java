package io.skipjack.provider.sandbox.ec2;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How many vCPUs may run at once in each region. Guarded by the cloud's lock. */
final class Quotas {
    /** Enough for anything but a test of quotas. */
    private static final int USUAL = 10_000;

    private final Map<Quota, Integer> values = new EnumMap<>(Quota.class);

    int value(Quota quota) {
        return values.getOrDefault(quota, USUAL);
    }

    void set(Quota quota, int vcpus) {
        values.put(quota, vcpus);
    }

    void reset() {
        values.clear();
    }

    /** The refusal an order meets when these instances live already. */
    Optional<AwsError> obstacle(Order order, List<Instance> living) {
        Quota quota = quota(order);
        int used = living.stream()
                .map(Instance::order)
                .filter(each -> each.region().equals(order.region()) && quota(each) == quota)
                .mapToInt(each -> each.type().vcpus())
                .sum();
        if (used + order.type().vcpus() <= value(quota)) {
            return Optional.empty();
        }
        return Optional.of(AwsError.of(order.spot() ? "MaxSpotInstanceCountExceeded" : "VcpuLimitExceeded"));
    }

    private static Quota quota(Order order) {
        return Quota.of(order.type().family(), order.spot());
    }
}
