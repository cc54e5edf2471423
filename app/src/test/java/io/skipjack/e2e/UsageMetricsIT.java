package io.skipjack.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.skipjack.provider.sandbox.Fault;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Tokens and times are booked under the GenAI names, once per request, with who answered and how it ended. */
class UsageMetricsIT {
    private final TestRouter router = TestRouter.shared();

    @Test
    void onlyAClientThatAskedGetsTheUsageChunkAndBothAreBooked() {
        try (Fleet fleet = Fleet.deploy(router, 1, 0)) {
            WireAnswer quiet = fleet.stream();
            WireAnswer asked =
                    WireCall.chat(router, fleet.model(), "\"stream\":true,\"stream_options\":{\"include_usage\":true}");
            WireAnswer declined = WireCall.chat(
                    router, fleet.model(), "\"stream\":true,\"stream_options\":{\"include_usage\":false}");
            WireAnswer whole = fleet.chat();

            assertThat(quiet.text()).doesNotContain("prompt_tokens");
            assertThat(declined.text()).doesNotContain("prompt_tokens");
            assertThat(asked.text()).contains("\"completion_tokens\":" + Fleet.ANSWER_TOKENS);
            assertThat(asked.data().getLast()).isEqualTo("[DONE]");
            int prompt = whole.json().path("usage").path("prompt_tokens").asInt();
            assertThat(prompt).isPositive();
            awaitBooked(
                    fleet,
                    "gen_ai_client_token_usage_sum",
                    "token_type=\"output\"",
                    "answered",
                    4.0 * Fleet.ANSWER_TOKENS);
            awaitBooked(fleet, "gen_ai_client_token_usage_sum", "token_type=\"input\"", "answered", 4.0 * prompt);
            awaitBooked(fleet, "gen_ai_server_request_duration_seconds_count", "", "answered", 4);
            awaitBooked(fleet, "gen_ai_server_time_to_first_token_seconds_count", "", "answered", 4);
            assertThat(line(fleet, "gen_ai_server_request_duration_seconds_count", "answered"))
                    .contains("skipjack_tier=\"spot\"", "gen_ai_operation_name=\"chat\"");
        }
    }

    @Test
    void eachWayToEndIsBookedOnce() {
        try (Fleet fleet = Fleet.deploy(router, 1, 1)) {
            fleet.spot(1).inject(Fault.resetAfterTokens(3).times(1));
            fleet.streamUnresumed();
            fleet.spot(1).inject(Fault.contextTooLong().times(1));
            WireCall.chat(router, fleet.model(), "", WireCall.UNRESUMED);
            fleet.spot(1).inject(Fault.resetBeforeHeaders().times(1));
            fleet.chat();
            fleet.all().forEach(engine -> engine.inject(Fault.status(500)));
            fleet.chat();

            String count = "gen_ai_server_request_duration_seconds_count";
            awaitBooked(fleet, count, "", "cut", 1);
            awaitBooked(fleet, count, "", "refused", 1);
            awaitBooked(fleet, count, "", "answered", 1);
            awaitBooked(fleet, count, "", "failed", 1);
            assertThat(line(fleet, count, "answered")).contains("skipjack_tier=\"serverless\"");
            assertThat(line(fleet, count, "cut")).contains("skipjack_tier=\"spot\"");
            awaitBooked(fleet, "skipjack_replayed_legs_total", "", "answered", 1);
        }
    }

    @Test
    void aResumedStreamIsOneAnswerWithTheTokensOfAllItsLegs() {
        try (Fleet fleet = Fleet.deploy(router, 1, 1)) {
            fleet.spot(1).inject(Fault.resetAfterTokens(3).times(1));

            Fleet.assertResumed(fleet.stream());

            awaitBooked(fleet, "gen_ai_server_request_duration_seconds_count", "", "answered", 1);
            awaitBooked(
                    fleet, "gen_ai_client_token_usage_sum", "token_type=\"output\"", "answered", Fleet.ANSWER_TOKENS);
            assertThat(line(fleet, "gen_ai_server_request_duration_seconds_count", "cut"))
                    .isEmpty();
            assertResumes(fleet, "tokens", "resumed", "cut");
            assertThat(ours(fleet, "skipjack_resume_seam_seconds_count"))
                    .singleElement()
                    .asString()
                    .contains("skipjack_level=\"tokens\"", "skipjack_reason=\"cut\"")
                    .endsWith(" 1");
        }
    }

    @Test
    void whyAnAnswerDidNotGoOnIsBooked() {
        try (Fleet fleet = Fleet.deploy(router, 1, 1)) {
            fleet.spot(1).inject(Fault.resetAfterTokens(3).times(1));

            Fleet.assertCutAfter(fleet.streamUnresumed(), 3);

            assertResumes(fleet, "none", "refused", "switched_off");
        }
    }

    /** One counter of this deployment's, and it says so, once. */
    private void assertResumes(Fleet fleet, String level, String outcome, String reason) {
        Awaitility.await("resumes")
                .atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(ours(fleet, "skipjack_resume_total"))
                        .singleElement()
                        .asString()
                        .contains(
                                "skipjack_level=\"" + level + "\"",
                                "skipjack_outcome=\"" + outcome + "\"",
                                "skipjack_reason=\"" + reason + "\"")
                        .endsWith(" 1.0"));
    }

    /** Lines of a metric that is by deployment. */
    private List<String> ours(Fleet fleet, String name) {
        return router.operatorsGet("/actuator/prometheus")
                .lines()
                .filter(line -> line.startsWith(name + "{"))
                .filter(line -> line.contains("skipjack_deployment=\"" + TestRouter.name(fleet.model()) + "\""))
                .toList();
    }

    private void awaitBooked(Fleet fleet, String name, String label, String outcome, double value) {
        Awaitility.await(name + " " + outcome)
                .atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(lines(
                                        fleet,
                                        line -> line.startsWith(name + "{")
                                                && line.contains(label)
                                                && line.contains("skipjack_outcome=\"" + outcome + "\""))
                                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                                .sum())
                        .isEqualTo(value));
    }

    private String line(Fleet fleet, String name, String outcome) {
        return lines(
                        fleet,
                        line -> line.startsWith(name + "{") && line.contains("skipjack_outcome=\"" + outcome + "\""))
                .findFirst()
                .orElse("");
    }

    private java.util.stream.Stream<String> lines(Fleet fleet, Predicate<String> wanted) {
        String all = router.operatorsGet("/actuator/prometheus");
        return Arrays.stream(all.split("\n", -1))
                .filter(line -> line.contains("gen_ai_request_model=\"" + fleet.model() + "\""))
                .filter(wanted);
    }
}
