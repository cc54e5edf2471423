package io.skipjack.domain.market;

/**
 * Something a provider would sell now. Two offers that differ only in zone, shape or capacity type are different pools:
 * each has its own price, and runs out and is interrupted on its own.
 *
 * @param provider such as {@code ec2}
 * @param region such as {@code us-east-1}
 * @param zone such as {@code us-east-1a}; the unit in which interruptions come together
 * @param shape the provider's name for the machine, such as {@code g6.xlarge}
 * @param gpu name as in {@link GpuChoice}
 * @param gpuCount GPUs of the machine, at least 1
 * @param capacityType spot or on-demand
 */
public record Offer(
        String provider,
        String region,
        String zone,
        String shape,
        String gpu,
        int gpuCount,
        CapacityType capacityType) {

    @Override
    public String toString() {
        return "%s/%s/%s/%s".formatted(provider, zone, shape, capacityType.label());
    }
}
