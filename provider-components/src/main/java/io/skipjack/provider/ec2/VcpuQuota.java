package io.skipjack.provider.ec2;

import io.skipjack.domain.market.CapacityType;

/**
 * The account's quota that bounds a kind of instance, in vCPUs, for each region. AWS gives new accounts 0 for GPUs.
 *
 * @param code of Service Quotas; empty where none is known for the family
 * @param name as AWS shows it
 */
record VcpuQuota(String code, String name) {

    static VcpuQuota of(String shape, CapacityType capacityType) {
        boolean spot = capacityType == CapacityType.SPOT;
        if (shape.startsWith("g") || shape.startsWith("vt")) {
            return spot
                    ? new VcpuQuota("L-3819A6DF", "All G and VT Spot Instance Requests")
                    : new VcpuQuota("L-DB2E81BA", "Running On-Demand G and VT instances");
        }
        if (!spot) {
            return new VcpuQuota("L-417A185B", "Running On-Demand P instances");
        }
        if (shape.matches("p[2-4].*")) {
            return new VcpuQuota("L-7212CCBC", "All P4, P3 and P2 Spot Instance Requests");
        }
        return shape.startsWith("p5")
                ? new VcpuQuota("L-C4BD4855", "All P5 Spot Instance Requests")
                : new VcpuQuota("", "Spot Instance Requests of " + shape.replaceFirst("\\..*", ""));
    }

    String console(String region) {
        return "https://%s.console.aws.amazon.com/servicequotas/home/services/ec2/quotas%s"
                .formatted(region, code.isEmpty() ? "" : "/" + code);
    }

    String nextStep(String region) {
        return "ask AWS for more of '%s'%s in %s at %s"
                .formatted(name, code.isEmpty() ? "" : " (" + code + ")", region, console(region));
    }
}
