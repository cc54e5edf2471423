package io.skipjack.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A key that has spent its budget is answered with 429, and no other is, until its budget is taken away. */
class KeyBudgetIT {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    /** The router's own machine at 10 dollars a second, for whoever asks it. */
    private static final Map<String, String> DEAR =
            Map.of("skipjack.cost.interval", "100ms", "skipjack.cost.router-hourly-cost", "36000");

    @Test
    void whoHasSpentItsBudgetIsRefusedAloneUntilItIsTakenAway() throws IOException {
        try (TestRouter router = TestRouter.start(DEAR);
                Fleet fleet = Fleet.deploy(router, 1, 0)) {
            JsonNode poor = admin(router, "POST", "/api/keys", "{\"name\":\"poor\",\"budget\":{\"day\":\"0.50\"}}");
            JsonNode rich = admin(router, "POST", "/api/keys", "{\"name\":\"rich\"}");
            assertThat(poor.path("budget").path("action").asText()).isEqualTo("refuse");

            await().atMost(Duration.ofSeconds(10))
                    .until(() -> chat(router, fleet, poor).statusCode() == 429);

            HttpResponse<String> refused = chat(router, fleet, poor);
            assertThat(JSON.readTree(refused.body()).path("error").path("code").asText())
                    .isEqualTo("insufficient_quota");
            assertThat(chat(router, fleet, rich).statusCode()).isEqualTo(200);
            assertShown(admin(router, "GET", "/api/cost", ""), poor);

            admin(router, "PUT", "/api/keys/poor/budget", "{}");
            await().atMost(Duration.ofSeconds(5))
                    .until(() -> chat(router, fleet, poor).statusCode() == 200);
        }
    }

    private static void assertShown(JsonNode cost, JsonNode poor) {
        JsonNode budget = cost.path("budgets").path(0);
        assertThat(budget.path("name")).isEqualTo(poor.path("id"));
        assertThat(budget.path("label").asText()).isEqualTo("poor");
        assertThat(budget.path("state").asText()).isEqualTo("exceeded");
        assertThat(cost.path("keys").findValuesAsText("name")).contains("poor");
    }

    private static HttpResponse<String> chat(TestRouter router, Fleet fleet, JsonNode key) {
        return router.send(HttpRequest.newBuilder(URI.create(router.endpoint() + "/chat/completions"))
                .header("Authorization", "Bearer " + key.path("key").asText())
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(TestRouter.chatBody(fleet.model(), "")))
                .build());
    }

    private static JsonNode admin(TestRouter router, String method, String path, String body) throws IOException {
        HttpResponse<String> answer = router.operators(method, path, body, "Content-Type", "application/json");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return JSON.readTree(answer.body());
    }
}
