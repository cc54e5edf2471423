package io.skipjack.app.operators;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.skipjack.app.deployments.DeploymentCatalog;
import io.skipjack.live.RouteDeployer;
import java.util.function.Predicate;

/** Whether what is written in routes and deployment files is what is served. */
final class EditMeters {
    private EditMeters() {}

    static void bind(MeterRegistry registry, RouteDeployer routes, DeploymentCatalog deployments) {
        gauge(registry, "routes", routes, deployer -> deployer.status().rejected());
        gauge(registry, "deployments", deployments, catalog -> catalog.problem().isPresent());
    }

    private static <T> void gauge(MeterRegistry registry, String files, T source, Predicate<T> rejected) {
        Gauge.builder("skipjack.edits.rejected", source, of -> rejected.test(of) ? 1 : 0)
                .description("1 while older files serve than those that are there")
                .tag("skipjack.files", files)
                .register(registry);
    }
}
