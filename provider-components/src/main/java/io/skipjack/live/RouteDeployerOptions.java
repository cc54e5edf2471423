package io.skipjack.live;

import java.nio.file.Path;
import java.time.Duration;

/**
 * @param routes folder of {@code *.camel.yaml} files, one route each or routeConfigurations
 * @param kamelets folder of {@code *.kamelet.yaml} files; may be absent
 * @param period time between two looks at the folders; 1 s by default, at least 10 ms
 * @param drainLimit how long exchanges may stay in a replaced route before it is removed under them; 1 h by default,
 *     longer than any answer should take
 */
public record RouteDeployerOptions(Path routes, Path kamelets, Duration period, Duration drainLimit) {
    private static final Duration LEAST_PERIOD = Duration.ofMillis(10);

    public RouteDeployerOptions {
        if (period.compareTo(LEAST_PERIOD) < 0 || drainLimit.isNegative()) {
            throw new IllegalArgumentException(
                    "period %s, drain limit %s: at least %s and 0".formatted(period, drainLimit, LEAST_PERIOD));
        }
    }

    public static RouteDeployerOptions ofDefaults(Path routes, Path kamelets) {
        return new RouteDeployerOptions(routes, kamelets, Duration.ofSeconds(1), Duration.ofHours(1));
    }

    public RouteDeployerOptions withPeriod(Duration newPeriod) {
        return new RouteDeployerOptions(routes, kamelets, newPeriod, drainLimit);
    }

    public RouteDeployerOptions withDrainLimit(Duration newLimit) {
        return new RouteDeployerOptions(routes, kamelets, period, newLimit);
    }
}
