package io.skipjack.app;

import org.springframework.boot.actuate.autoconfigure.logging.OpenTelemetryLoggingAutoConfiguration;
import org.springframework.boot.actuate.autoconfigure.opentelemetry.OpenTelemetryAutoConfiguration;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.autoconfigure.flyway.FlywayAutoConfiguration;
import org.springframework.boot.autoconfigure.hazelcast.HazelcastAutoConfiguration;
import org.springframework.boot.autoconfigure.jdbc.DataSourceAutoConfiguration;

/**
 * The router's Spring Boot application. Started by {@link Router}, never by itself. Database, cluster and traces are opened
 * by our own configuration, which knows when not to.
 */
@SpringBootApplication(
        exclude = {
            DataSourceAutoConfiguration.class,
            FlywayAutoConfiguration.class,
            HazelcastAutoConfiguration.class,
            OpenTelemetryAutoConfiguration.class,
            OpenTelemetryLoggingAutoConfiguration.class
        })
class Application {}
