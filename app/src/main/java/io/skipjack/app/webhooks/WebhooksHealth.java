package io.skipjack.app.webhooks;

import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;

/** Whether those are told who are to be told of events; DEGRADED while one does not take them. By name, never by address. */
record WebhooksHealth(Webhooks webhooks) implements HealthIndicator {
    @Override
    public Health health() {
        boolean failing = false;
        Health.Builder health = Health.up();
        for (WebhookState state : webhooks.states()) {
            failing |= !state.problem().isEmpty();
            health.withDetail(state.name(), details(state));
        }
        return failing ? health.status("DEGRADED").build() : health.build();
    }

    private static Map<String, Object> details(WebhookState state) {
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("kind", state.kind());
        details.put("state", state.problem().isEmpty() ? "ok" : "failing");
        details.put("delivered", state.delivered());
        details.put("given_up", state.givenUp());
        if (state.deliveredAt() != null) {
            details.put("delivered_at", state.deliveredAt().toString());
        }
        if (!state.problem().isEmpty()) {
            details.put("failures", state.failures());
            details.put("problem", state.problem());
        }
        return details;
    }
}
