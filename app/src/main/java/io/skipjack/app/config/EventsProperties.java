package io.skipjack.app.config;

import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The log of what happened.
 *
 * @param keep how long an event is kept; 1 h to 3650 days
 */
public record EventsProperties(
        @DurationMin(hours = 1) @DurationMax(days = 3650) @DefaultValue("30d")
        Duration keep) {}
