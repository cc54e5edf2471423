package io.skipjack.provider.sandbox.ec2;

import io.skipjack.domain.cost.Money;

/**
 * One size of machine.
 *
 * @param gpuMiB memory of one GPU
 * @param onDemand per hour in us-east-1
 * @param spot per hour in us-east-1a on a quiet day
 * @param family in whose quota it counts
 */
record InstanceType(
        String name,
        int vcpus,
        int memoryGiB,
        String gpu,
        int gpuCount,
        int gpuMiB,
        Money onDemand,
        Money spot,
        Quota.Family family) {}
