package io.skipjack.app.config;

import jakarta.validation.constraints.NotNull;
import java.nio.file.Path;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Routes, Kamelets and deployment files edited while running.
 *
 * @param poll how often changed files are looked for
 * @param drainLimit how long requests may finish in the routes they began in
 * @param routesDir folder of {@code *.camel.yaml}
 * @param kameletsDir folder of {@code *.kamelet.yaml}
 */
public record LiveProperties(
        @DurationMin(millis = 10) @DefaultValue("1s") Duration poll,
        @DurationMin(millis = 1) @DefaultValue("1h") Duration drainLimit,
        @NotNull @DefaultValue("routes") Path routesDir,
        @NotNull @DefaultValue("kamelets") Path kameletsDir) {}
