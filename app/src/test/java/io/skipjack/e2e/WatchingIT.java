package io.skipjack.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.skipjack.app.logging.JsonLines;
import io.skipjack.app.operators.MetricsTable;
import io.skipjack.provider.sandbox.Fault;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What operators look at: metrics as documented, beans that can only be read, health with reasons, logs by request. */
class WatchingIT {
    private static final Duration SOON = Duration.ofSeconds(15);

    private final TestRouter router = WatchedRouter.shared().router();

    @Test
    void everyMetricOfOursIsDocumentedWithItsLabels() throws IOException {
        try (Fleet fleet = Fleet.deploy(router, 1, 1)) {
            fleet.chat();
            fleet.stream();
            fleet.spot(1).inject(Fault.resetAfterTokens(3).times(1));
            Fleet.assertResumed(fleet.stream());
            await().atMost(SOON).until(() -> scrape().contains(TestRouter.name(fleet.model()) + "\",skipjack_state"));

            MetricsTable documented = MetricsTable.read();
            assertThat(MetricsTable.undocumented(scrape(), documented)).isEmpty();
            assertThat(MetricsTable.families(scrape()))
                    .contains(
                            "gen_ai_server_request_duration_seconds",
                            "gen_ai_client_token_usage",
                            "skipjack_streams_cut_total",
                            "skipjack_resume_total",
                            "skipjack_resume_seam_seconds",
                            "skipjack_resumes_waiting",
                            "skipjack_resume_memory_bytes",
                            "skipjack_upstreams",
                            "skipjack_requests_in_flight",
                            "skipjack_breaker_state",
                            "skipjack_retry_budget",
                            "skipjack_store_up",
                            "skipjack_orphans_total",
                            "skipjack_edits_rejected",
                            "camel_exchanges_total",
                            "camel_exchanges_inflight");
        }
    }

    @Test
    void camelsRoutesAreCountedWithoutTheirGeneration() {
        try (Fleet fleet = Fleet.deploy(router, 1, 0)) {
            fleet.chat();
            await().atMost(SOON).untilAsserted(() -> assertThat(routeLabels()).contains("inference", "spot", "listen"));

            assertThat(routeLabels()).noneMatch(route -> route.contains("@") || route.contains("-1"));
        }
    }

    @Test
    void aDeploymentIsABeanThatCanOnlyBeRead() throws IOException {
        try (Fleet fleet = Fleet.deploy(router, 1, 0)) {
            String bean = "io.skipjack:type=Deployment,name=\\\"" + TestRouter.name(fleet.model()) + "\\\"";
            await().atMost(SOON)
                    .until(() -> jolokia("read", bean, "").path("status").asInt() == 200);

            JsonNode value = jolokia("read", bean, "").path("value");
            assertThat(value.path("Model").asText()).isEqualTo(fleet.model());
            assertThat(value.path("Status").asText()).isEqualTo("UP");
            assertThat(value.path("SpotUpstreams").path("spot-1").asText()).isEqualTo("ready");
            assertThat(jolokia("write", bean, ",\"attribute\":\"Model\",\"value\":\"x\"")
                            .path("status")
                            .asInt())
                    .isEqualTo(403);
            assertThat(jolokia("exec", bean, ",\"operation\":\"getModel\"")
                            .path("status")
                            .asInt())
                    .isEqualTo(403);
            JsonNode cost = jolokia("read", "io.skipjack:type=Cost", "").path("value");
            assertThat(List.of("BurnDollarsPerHour", "MonthDollars", "MonthForecastDollars"))
                    .allSatisfy(amount -> assertThat(cost.path(amount).isNumber())
                            .as(cost.toString())
                            .isTrue());
            JsonNode all = jolokia("read", "io.skipjack:type=Fleet", "").path("value");
            assertThat(all.path("Wanted").isNumber()).as(all.toString()).isTrue();
        }
    }

    @Test
    void healthSaysWhyADeploymentDoesNotAnswer() {
        try (Fleet fleet = Fleet.deploy(router, 1, 0)) {
            assertThat(fleet.health()).contains("\"status\":\"UP\"").doesNotContain("reasons");

            fleet.spot(1).kill();

            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(fleet.health())
                            .contains("OUT_OF_SERVICE", "spot: no upstream takes requests: spot-1 is not ready"));
            assertThat(router.health("/fleet")).contains("\"store\":\"up\"", "leader");
            assertThat(router.health("/liveness")).isEqualTo("{\"status\":\"UP\"}");
            assertThat(router.health("/readiness")).isEqualTo("{\"status\":\"UP\"}");
        }
    }

    @Test
    void aLineAboutARequestCanBeFoundByItsIdAndTellsNoPromptAndNoKey() throws IOException {
        try (Fleet fleet = Fleet.deploy(router, 1, 0);
                LogLines log = new LogLines()) {
            fleet.spot(1).inject(Fault.resetAfterTokens(3).times(1));
            WireAnswer cut = fleet.streamUnresumed();

            String id = cut.header("x-request-id");
            await().atMost(SOON).until(() -> !log.events(id).isEmpty());
            JsonNode line = JsonLines.of(log.events(id).getFirst());
            assertThat(line.path("request_id").asText()).isEqualTo(id);
            assertThat(line.path("trace_id").asText()).hasSize(32);
            assertThat(line.path("deployment").asText()).isEqualTo(TestRouter.name(fleet.model()));
            for (var event : log.events("")) {
                assertThat(JsonLines.of(event).toString())
                        .doesNotContain("Tell me something", TestRouter.KEY, Fleet.oracle(3));
            }
        }
    }

    private String scrape() {
        return router.operatorsGet("/actuator/prometheus");
    }

    private Set<String> routeLabels() {
        return scrape().lines()
                .filter(line -> line.startsWith("camel_exchanges_total{"))
                .map(line -> line.replaceFirst(".*routeId=\"([^\"]*)\".*", "$1"))
                .collect(Collectors.toSet());
    }

    private JsonNode jolokia(String type, String bean, String more) throws IOException {
        String body = "{\"type\":\"%s\",\"mbean\":\"%s\"%s}".formatted(type, bean, more);
        return new ObjectMapper()
                .readTree(router.operators("POST", "/actuator/jolokia", body, "Content-Type", "application/json")
                        .body());
    }
}
