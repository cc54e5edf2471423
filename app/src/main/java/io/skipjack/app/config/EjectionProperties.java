package io.skipjack.app.config;

import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Taking one sick upstream out: for {@code base} times the number of ejections in a row, at most {@code max}.
 *
 * @param consecutiveFailures in a row that eject
 * @param base first ejection
 * @param max longest ejection
 * @param maxEjectedPercent of a tier's upstreams that may be out at once, 0 to 100; one always may
 * @param latencyFactor an upstream this many times slower than the median of its peers is sick
 */
public record EjectionProperties(
        @Min(1) @DefaultValue("3") int consecutiveFailures,
        @DurationMin(millis = 1) @DefaultValue("10s") Duration base,
        @DurationMin(millis = 1) @DefaultValue("300s") Duration max,
        @Min(0) @Max(100) @DefaultValue("50") int maxEjectedPercent,
        @DecimalMin("1.5") @DefaultValue("10") double latencyFactor) {

    @AssertTrue(message = "ejection.max must be at least ejection.base")
    boolean isMaxAtLeastBase() {
        return max.compareTo(base) >= 0;
    }
}
