package io.skipjack.provider.sandbox.ec2;

import java.util.Locale;

/** Subnets and security groups: one default subnet in each zone, one group for engines in each region. */
final class Places {
    /** Who owns it all. */
    static final String ACCOUNT = "000000000000";

    private Places() {}

    static String vpc(String region) {
        return id("vpc", region);
    }

    static String subnet(String zone) {
        return id("subnet", zone);
    }

    static String group(String name, String region) {
        return id("sg", name + "@" + region);
    }

    static String zone(String subnet, String region) {
        return Catalogue.zones(region).stream()
                .filter(zone -> subnet(zone).equals(subnet))
                .findFirst()
                .orElseThrow(() ->
                        new AwsError("InvalidSubnetID.NotFound", "The subnet ID '" + subnet + "' does not exist"));
    }

    static void checkGroup(String id, String region) {
        if (!id.matches("sg-[0-9a-f]{17}")) {
            throw new AwsError("InvalidGroup.NotFound", "The security group '" + id + "' does not exist in " + region);
        }
    }

    private static String id(String kind, String of) {
        long hash = of.hashCode() * 0x9E3779B97F4A7C15L;
        return kind + "-0" + String.format(Locale.ROOT, "%016x", hash);
    }
}
