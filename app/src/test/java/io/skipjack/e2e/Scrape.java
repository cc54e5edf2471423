package io.skipjack.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.List;

/**
 * A router's metrics at one moment, as Prometheus reads them.
 *
 * @param lines without comments
 */
record Scrape(List<String> lines) {
    static Scrape of(TestRouter router) {
        HttpResponse<String> answer = router.operators("GET", "/actuator/prometheus", "");
        if (answer.statusCode() != 200) {
            throw new AssertionError("no metrics, but " + answer.statusCode() + ": " + answer.body());
        }
        return new Scrape(
                answer.body().lines().filter(line -> !line.startsWith("#")).toList());
    }

    /**
     * The sum over all series of that name with all of these labels; 0 for none.
     *
     * @param labels such as {@code skipjack_reason="cut"}
     */
    double sum(String name, String... labels) {
        return lines.stream()
                .filter(line -> line.startsWith(name + " ") || line.startsWith(name + "{"))
                .filter(line -> Arrays.stream(labels).allMatch(line::contains))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .sum();
    }

    /** The label that says whose it is. */
    static String deployment(String model) {
        return "skipjack_deployment=\"" + TestRouter.name(model) + "\"";
    }

    /** Answers that went on, or did not, for a reason such as {@code cut} or {@code handover}. */
    double resumes(String model, String outcome, String reason) {
        return sum(
                "skipjack_resume_total",
                deployment(model),
                "skipjack_outcome=\"" + outcome + "\"",
                "skipjack_reason=\"" + reason + "\"");
    }

    /** All that went on after they had begun. */
    double resumed(String model) {
        return sum("skipjack_resume_total", deployment(model), "skipjack_outcome=\"resumed\"");
    }

    /** No answer waits for an upstream or is kept for one, and no request is on a further leg. */
    void assertNothingIsResumed() {
        assertThat(sum("skipjack_resumes_waiting")).isZero();
        assertThat(sum("skipjack_resume_memory_bytes")).isZero();
        assertThat(sum("skipjack_retries")).isZero();
    }

    /** Tokens of answers that were booked. */
    double tokens(String model) {
        return sum(
                "gen_ai_client_token_usage_sum",
                "gen_ai_request_model=\"" + model + "\"",
                "gen_ai_token_type=\"output\"");
    }

    /** Requests that were booked, whatever their end. */
    double requests(String model) {
        return sum("gen_ai_server_request_duration_seconds_count", "gen_ai_request_model=\"" + model + "\"");
    }
}
