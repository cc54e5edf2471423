package io.skipjack.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Against an API that answers from a script. */
class BenchLoadCommandTest {
    private static final String MODELS = "GET /v1/models";
    private static final String CHAT = "POST /v1/chat/completions";
    private static final String ONE = "{\"data\": [{\"id\": \"some/model\"}]}";
    private static final String ANSWER = "{\"choices\": [{\"index\": 0, \"finish_reason\": \"stop\"}],"
            + " \"usage\": {\"prompt_tokens\": 9, \"completion_tokens\": 4}}";

    @TempDir
    Path folder;

    private AdminStub api;

    @BeforeEach
    void listen() throws IOException {
        api = new AdminStub();
    }

    @AfterEach
    void close() {
        api.close();
    }

    @ParameterizedTest
    @CsvSource(delimiterString = " ~ ", textBlock = """
            '' ~ say how much load: --rate 20/s, --concurrency 32, or --trace FILE
            --rate 5 --concurrency 2 ~ --rate is an open loop and --concurrency a closed one
            --rate fast ~ --rate takes requests per second such as 20/s or 0.5, not fast
            --rate 0 ~ --rate takes requests per second
            --rate -3/s ~ --rate takes requests per second
            --concurrency 0 ~ --concurrency takes 1 to 100000, not 0
            --rate 5 --speed 2 ~ --speed is for the times of a trace
            --rate 5 --duration soon ~ Invalid value for option '--duration': 'soon' is no time
            --rate 5 --duration 0 ~ --timeout and --duration take a time above 0
            --rate 5 --requests 0 ~ --requests takes 1 or more
            --rate 5 --max-tokens 0 ~ --prompt-tokens and --max-tokens take 1 to
            --rate 5 --output xml ~ Invalid value for option '--output'
            --rate 5 --max-open 0 ~ --max-open takes 1 or more
            """)
    void flagsThatMakeNoSenseAreRefused(String flags, String complaint) {
        Typed typed = load(flags.isEmpty() ? new String[0] : flags.split(" "));

        assertThat(typed.code()).isEqualTo(2);
        assertThat(typed.err()).startsWith(complaint).contains("Help: skipjack bench load --help");
        assertThat(api.calls()).isEmpty();
    }

    @Test
    void aUrlWithAPasswordIsRefusedAndNotRepeated() {
        Typed typed = Typed.run("bench", "load", "--rate", "1", "--url", "http://u:canary@127.0.0.1/v1");

        assertThat(typed.code()).isEqualTo(2);
        assertThat(typed.err()).startsWith("--url takes a URL").doesNotContain("canary");
    }

    @Test
    void aTraceThatCannotBeReadIsOneSentence() throws IOException {
        Path file = Files.writeString(folder.resolve("t.csv"), "TIMESTAMP,ContextTokens,GeneratedTokens\nx,1,1\n");

        Typed typed = load("--trace", file.toString());

        assertThat(typed.code()).isEqualTo(1);
        assertThat(typed.err()).startsWith(file + ":2: TIMESTAMP is a time");
    }

    @Test
    void aTraceOfRatesIsAnOpenLoop() throws IOException {
        Path file = Files.writeString(folder.resolve("t.csv"), "t_s,requests_per_s\n0,1\n");

        assertThat(load("--trace", file.toString(), "--concurrency", "3").err())
                .startsWith("a trace of rates is an open loop; leave --concurrency out");
    }

    @ParameterizedTest
    @CsvSource(delimiterString = " ~ ", textBlock = """
            401 ~ {} ~ wants an API key; set SKIPJACK_API_KEY
            200 ~ {"data": []} ~ names no model; deploy one, or say which with --model
            200 ~ hello ~ names no model
            200 ~ {"data": [{"id": "a"}, {"id": "b"}]} ~ has several models, say which with --model: a, b
            """)
    void whatCannotBeginIsOneSentence(int status, String body, String complaint) {
        api.on(MODELS, status, body);

        Typed typed = load("--rate", "1");

        assertThat(typed.code()).isEqualTo(1);
        assertThat(typed.err()).contains(complaint);
        assertThat(typed.err().lines()).hasSize(1);
    }

    @Test
    void aModelThatIsNotThereIsNamedWithTheNearest() {
        api.on(MODELS, ONE);

        assertThat(load("--rate", "1", "--model", "some/modal").err())
                .endsWith("has no model 'some/modal'; did you mean 'some/model'?; it has: some/model");
    }

    @Test
    void nobodyThereIsOneSentence() {
        api.close();

        assertThat(load("--rate", "1").err())
                .contains("nobody answers at ", "start a router with: skipjack serve, or name another with --url");
    }

    @Test
    void aClosedLoopEndsAfterItsRequests() throws IOException {
        api.on(MODELS, ONE).on(CHAT, ANSWER);

        Typed typed = load("--concurrency", "2", "--requests", "7", "--no-stream", "--output", "json");

        assertThat(typed.err()).isEmpty();
        assertThat(typed.code()).isZero();
        JsonNode report = JsonMapper.builder().build().readTree(typed.out());
        assertThat(report.path("good").asInt()).isEqualTo(7);
        assertThat(report.path("output_tokens").asInt()).isEqualTo(28);
        assertThat(report.at("/total_ms/count").asInt()).isEqualTo(7);
        assertThat(report.at("/ttft_ms/p50").isNull()).isTrue();
        assertThat(report.at("/cost/unknown").asText()).isEqualTo("the answers do not name their tier");
        assertThat(api.calls()).filteredOn(call -> call.startsWith(CHAT)).hasSize(7);
    }

    @Test
    void whatAnswersCostIsReckonedByWhatTheRouterSays() {
        api.with("x-skipjack-tier", "spot")
                .on(MODELS, ONE)
                .on(CHAT, ANSWER)
                .on(
                        "GET /api/cost?since=24h",
                        "{\"tiers\": [{\"tier\": \"spot\", \"dollars_per_million_tokens\": 0.25},"
                                + " {\"tier\": \"serverless\", \"dollars_per_million_tokens\": null}]}");

        Typed typed = load("--concurrency", "1", "--requests", "3", "--no-stream", "--operator-url", api.url());

        // 13 tokens of a quarter of a micro-dollar, a thousand times
        assertThat(typed.out())
                .contains(
                        "tier        spot 100.0 % (3 answers)",
                        "cost        per million tokens, last day: spot $0.250",
                        "per 1,000 requests: mean $0.0033, p50 $0.0033");
    }

    @Test
    void aRouterThatDoesNotSayWhatTokensCostIsNamed() {
        api.with("x-skipjack-tier", "spot").on(MODELS, ONE).on(CHAT, ANSWER);

        assertThat(load("--concurrency", "1", "--requests", "1", "--no-stream", "--operator-url", api.url())
                        .out())
                .contains("cost        not known: no router says at " + api.url() + " what its tokens cost");
    }

    @Test
    void anOpenLoopCountsFailuresByKindAndFailsWhenAllFail() {
        api.on(MODELS, ONE).on(CHAT, 503, "{}");

        Typed typed = load("--rate", "100/s", "--requests", "5", "--no-stream");

        assertThat(typed.code()).isEqualTo(1);
        assertThat(typed.out()).contains("5 requests in", "0 good, 5 failed", "status 503           5");
    }

    @Test
    void aTraceIsReplayedToItsEnd() throws IOException {
        api.on(MODELS, ONE).on(CHAT, ANSWER);
        Path file = Files.writeString(folder.resolve("t.jsonl"), """
                {"timestamp": 0, "input_length": 3, "output_length": 11, "hash_ids": [1]}
                {"timestamp": 900, "input_length": 3, "output_length": 12, "hash_ids": [1]}
                """);

        Typed typed = load("--trace", file.toString(), "--speed", "10", "--no-stream");

        assertThat(typed.code()).isZero();
        assertThat(typed.out()).startsWith("t.jsonl (Mooncake) at speed 10, some/model, to http");
        List<String> asked = api.calls().stream()
                .filter(call -> call.startsWith(CHAT))
                .map(call -> call.replaceFirst("\"max_tokens\":\\d+", ""))
                .toList();
        assertThat(asked).hasSize(2);
        assertThat(asked.get(0)).as("equal blocks are equal prompts").isEqualTo(asked.get(1));
    }

    @Test
    void csvIsALineOfNamesAndOneOfValues() {
        api.on(MODELS, ONE).on(CHAT, ANSWER);

        Typed typed = load("--concurrency", "1", "--requests", "2", "--no-stream", "--output", "csv");

        List<String> lines = typed.out().lines().toList();
        assertThat(lines).hasSize(2);
        assertThat(lines.get(0)).startsWith("url,model,load,stream,seconds,requests,good,left_open,errors,");
        assertThat(lines.get(1).split(",", -1)).hasSameSizeAs(lines.get(0).split(",", -1));
    }

    @Test
    void theKeyIsSentAndNotSaid() {
        api.on(MODELS, 401, "{}");

        Typed typed = load("--rate", "1", "--key", "sk-canary");

        assertThat(typed.err()).contains("refuses this API key").doesNotContain("canary");
    }

    @Test
    void anEmptyKeyIsNone() {
        api.on(MODELS, 401, "{}");

        assertThat(load("--rate", "1", "--key", "").err()).contains("wants an API key");
    }

    @ParameterizedTest
    @CsvSource({"500ms, PT0.5S", "30s, PT30S", "2m, PT2M", "1h, PT1H", "7d, PT168H", "45, PT45S"})
    void timesAreTypedWithTheirUnit(String typed, Duration time) {
        assertThat(new TypedDuration().convert(typed)).isEqualTo(time);
    }

    private Typed load(String... more) {
        return Typed.run(List.of("bench", "load", "--url", api.url() + "/v1"), more);
    }
}
