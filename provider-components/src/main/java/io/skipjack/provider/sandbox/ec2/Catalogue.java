package io.skipjack.provider.sandbox.ec2;

import io.skipjack.domain.cost.Money;
import io.skipjack.provider.sandbox.ec2.Quota.Family;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the pretend AWS sells and where: real sizes with real figures, list prices of late 2025, spot prices of a quiet
 * day. Fixed, so that a demo and a test see the same cloud each time.
 */
final class Catalogue {
    /** Regions with their prices as a share of us-east-1's. */
    private static final Map<String, String> REGIONS = ordered(
            Map.entry("us-east-1", "1.00"),
            Map.entry("us-east-2", "1.00"),
            Map.entry("us-west-2", "1.02"),
            Map.entry("eu-west-1", "1.11"),
            Map.entry("eu-central-1", "1.25"),
            Map.entry("ap-northeast-1", "1.36"));
    /** Zones of every region with their spot prices as a share of the region's. */
    private static final Map<String, String> ZONES =
            ordered(Map.entry("a", "1.00"), Map.entry("b", "1.08"), Map.entry("c", "0.95"));

    /** Machines few zones have. */
    private static final Map<String, Set<String>> RARE = Map.of(
            "p4de.24xlarge", Set.of("us-east-1c", "us-west-2a"),
            "p5.4xlarge", Set.of("us-east-1a", "us-east-2b", "us-west-2a", "us-west-2c"),
            "p5.48xlarge", Set.of("us-east-1a", "us-east-1b", "us-east-2a", "us-west-2b"),
            "p5e.48xlarge", Set.of("us-east-2a", "us-west-2b"),
            "p5en.48xlarge", Set.of("us-east-2a", "us-west-2b"),
            "p6-b200.48xlarge", Set.of("us-west-2b"),
            "g7e.4xlarge", Set.of("us-east-1a", "us-west-2a"));

    /** Name, vCPUs, GiB of memory, GPU, how many, MiB of one, dollars per hour on demand and on spot. */
    private static final String TABLE = """
            g4dn.xlarge       4    16 T4                   1  16384   0.526  0.158
            g4dn.2xlarge      8    32 T4                   1  16384   0.752  0.226
            g4dn.12xlarge    48   192 T4                   4  16384   3.912  1.174
            g5.xlarge         4    16 A10G                 1  24576   1.006  0.362
            g5.2xlarge        8    32 A10G                 1  24576   1.212  0.436
            g5.12xlarge      48   192 A10G                 4  24576   5.672  2.042
            g5.48xlarge     192   768 A10G                 8  24576  16.288  5.864
            g6.xlarge         4    16 L4                   1  22888   0.805  0.216
            g6.2xlarge        8    32 L4                   1  22888   0.978  0.293
            g6.12xlarge      48   192 L4                   4  22888   4.602  1.381
            g6.48xlarge     192   768 L4                   8  22888  13.350  4.005
            g6e.xlarge        4    32 L40S                 1  45776   1.861  0.670
            g6e.2xlarge       8    64 L40S                 1  45776   2.242  0.807
            g6e.12xlarge     48   384 L40S                 4  45776  10.493  3.777
            g6e.48xlarge    192  1536 L40S                 8  45776  30.131 10.847
            g7e.4xlarge      16   128 RTX_PRO_Server_6000  1  98304   4.080  1.632
            p4d.24xlarge     96  1152 A100                 8  40960  21.958  7.685
            p4de.24xlarge    96  1152 A100                 8  81920  27.447 10.979
            p5.4xlarge       16   256 H100                 1  81920   6.880  2.752
            p5.48xlarge     192  2048 H100                 8  81920  55.040 22.016
            p5e.48xlarge    192  2048 H200                 8 144384  59.400 23.760
            p5en.48xlarge   192  2048 H200                 8 144384  63.296 25.318
            p6-b200.48xlarge 192 2048 B200                 8 183359 113.933 45.573
            """;

    private static final Map<String, InstanceType> TYPES = new LinkedHashMap<>();

    static {
        TABLE.lines().map(line -> type(line.split(" +", -1))).forEach(type -> TYPES.put(type.name(), type));
    }

    private Catalogue() {}

    static @Nullable InstanceType type(String name) {
        return TYPES.get(name);
    }

    static Collection<InstanceType> types() {
        return TYPES.values();
    }

    /** All of them, for a sentence. */
    static String names() {
        return String.join(", ", TYPES.keySet());
    }

    static Collection<String> regions() {
        return REGIONS.keySet();
    }

    static List<String> zones(String region) {
        return ZONES.keySet().stream().map(letter -> region + letter).toList();
    }

    static String region(String zone) {
        return zone.substring(0, zone.length() - 1);
    }

    static boolean isZone(String zone) {
        return zone.length() > 1
                && REGIONS.containsKey(region(zone))
                && ZONES.containsKey(zone.substring(zone.length() - 1));
    }

    static boolean sells(String type, String zone) {
        return TYPES.containsKey(type)
                && isZone(zone)
                && RARE.getOrDefault(type, Set.of(zone)).contains(zone);
    }

    static Money onDemand(InstanceType type, String region) {
        return share(type.onDemand(), REGIONS.getOrDefault(region, "1"));
    }

    static Money spot(InstanceType type, String zone) {
        Money ofRegion = share(type.spot(), REGIONS.getOrDefault(region(zone), "1"));
        return share(ofRegion, ZONES.getOrDefault(zone.substring(zone.length() - 1), "1"));
    }

    private static Money share(Money price, String share) {
        return Money.ofDollars(price.dollars().multiply(new BigDecimal(share)));
    }

    private static InstanceType type(String[] words) {
        String name = words[0];
        return new InstanceType(
                name,
                Integer.parseInt(words[1]),
                Integer.parseInt(words[2]),
                words[3].replace('_', ' '),
                Integer.parseInt(words[4]),
                Integer.parseInt(words[5]),
                Money.ofDollars(words[6]),
                Money.ofDollars(words[7]),
                name.startsWith("g") ? Family.G : name.startsWith("p4") ? Family.P : Family.P5);
    }

    @SafeVarargs
    private static Map<String, String> ordered(Map.Entry<String, String>... entries) {
        Map<String, String> map = new LinkedHashMap<>();
        for (Map.Entry<String, String> entry : entries) {
            map.put(entry.getKey(), entry.getValue());
        }
        return map;
    }
}
