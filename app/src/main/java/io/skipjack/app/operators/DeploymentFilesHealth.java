package io.skipjack.app.operators;

import io.skipjack.app.deployments.DeploymentCatalog;
import java.util.List;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;

/** Whether the deployment files are served as they are now; DEGRADED, with file, line and reason, while older ones are. */
record DeploymentFilesHealth(DeploymentCatalog catalog) implements HealthIndicator {
    @Override
    public Health health() {
        List<String> problems =
                catalog.problem().stream().flatMap(String::lines).toList();
        return problems.isEmpty()
                ? Health.up()
                        .withDetail("deployments", catalog.current().size())
                        .build()
                : Health.status(DeploymentHealth.DEGRADED)
                        .withDetail("problems", problems)
                        .build();
    }
}
