package io.skipjack.domain.market;

import java.util.List;
import java.util.regex.Pattern;

/**
 * Where replicas may run.
 *
 * @param provider whose GPUs; {@code ec2} by default
 * @param regions at least 1; more give more pools to choose from, and interruptions of one leave the others alone
 * @param zones only these; empty (default) for all zones of the regions
 */
public record Placement(String provider, List<String> regions, List<String> zones) {
    public static final String DEFAULT_PROVIDER = "ec2";

    private static final Pattern PLACE = Pattern.compile("[a-z0-9][a-z0-9-]{1,31}");
    private static final int MOST = 64;

    public Placement {
        requirePlace("provider", provider);
        regions = List.copyOf(regions);
        zones = List.copyOf(zones);
        if (regions.isEmpty() || regions.size() > MOST || zones.size() > MOST) {
            throw new IllegalArgumentException("regions must name 1 to %d, zones at most that many".formatted(MOST));
        }
        regions.forEach(region -> requirePlace("region", region));
        zones.forEach(zone -> requirePlace("zone", zone));
        for (String zone : zones) {
            if (regions.stream().noneMatch(zone::startsWith)) {
                throw new IllegalArgumentException("zone '%s' is in none of the regions %s".formatted(zone, regions));
            }
        }
    }

    /** Whether an offer there may be taken. */
    public boolean allows(String region, String zone) {
        return regions.contains(region) && (zones.isEmpty() || zones.contains(zone));
    }

    private static void requirePlace(String what, String value) {
        if (!PLACE.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    "%s '%s' must be a name such as us-east-1 or us-east-1a".formatted(what, value));
        }
    }
}
