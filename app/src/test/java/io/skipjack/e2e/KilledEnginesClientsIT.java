package io.skipjack.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.http.StreamResponse;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.chat.completions.ChatCompletionStreamOptions;
import io.skipjack.provider.sandbox.FakeEngine;
import io.skipjack.provider.sandbox.TokenChain;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Published OpenAI clients read streams while one engine after the other is killed, and do not notice. */
@Timeout(180)
class KilledEnginesClientsIT {
    private static final String PROMPT = "Which way to the harbour?";
    private static final int REPLICAS = 3;
    private static final int TOKENS = 60;
    private static final int CLIENTS = 12;
    private static final int ROUNDS = 4;
    private static final Duration PACE = Duration.ofMillis(15);

    /** An engine is lost when it is killed, and not when a busy machine lets it wait. */
    private static TestRouter router;

    @BeforeAll
    static void start() {
        router = TestRouter.start(
                Map.of("skipjack.spot.idle-timeout", "20s", "skipjack.serverless.idle-timeout", "20s"));
    }

    @AfterAll
    static void stop() {
        router.close();
    }

    @Test
    void theJavaClientReadsWholeStreams() throws Exception {
        try (Fleet fleet = fleet();
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
                Killer killer = new Killer(fleet)) {
            OpenAIClient client = OpenAIOkHttpClient.builder()
                    .baseUrl(router.endpoint().toString())
                    .apiKey(TestRouter.KEY)
                    .maxRetries(0)
                    .build();
            try {
                List<CompletableFuture<Void>> readers = IntStream.range(0, CLIENTS)
                        .mapToObj(i -> CompletableFuture.runAsync(() -> read(client, fleet.model()), threads))
                        .toList();
                for (CompletableFuture<Void> reader : readers) {
                    reader.get(60, TimeUnit.SECONDS);
                }
            } finally {
                client.close();
            }
            assertResumed(fleet, killer);
        }
    }

    private static void read(OpenAIClient client, String model) {
        ChatCompletionCreateParams params = ChatCompletionCreateParams.builder()
                .model(model)
                .addUserMessage(PROMPT)
                .maxCompletionTokens(TOKENS)
                .streamOptions(
                        ChatCompletionStreamOptions.builder().includeUsage(true).build())
                .build();
        for (int i = 0; i < ROUNDS; i++) {
            List<ChatCompletionChunk> chunks = new ArrayList<>();
            try (StreamResponse<ChatCompletionChunk> stream =
                    client.chat().completions().createStreaming(params)) {
                stream.stream().forEach(chunks::add);
            }
            StringBuilder text = new StringBuilder();
            chunks.stream()
                    .flatMap(chunk -> chunk.choices().stream())
                    .forEach(choice -> text.append(choice.delta().content().orElse("")));
            assertThat(text.toString()).isEqualTo(expected());
            assertThat(chunks.stream()
                            .flatMap(chunk -> chunk.choices().stream())
                            .flatMap(choice -> choice.finishReason().stream()))
                    .containsExactly(ChatCompletionChunk.Choice.FinishReason.LENGTH);
            assertThat(chunks.stream().map(ChatCompletionChunk::id).distinct()).hasSize(1);
            assertThat(chunks.getLast().usage().orElseThrow().completionTokens())
                    .isEqualTo(TOKENS);
            assertThat(chunks.getLast().usage().orElseThrow().promptTokens()).isEqualTo(TokenChain.chat(PROMPT).length);
        }
    }

    /** Skipped where there is no {@link NpmClient}. */
    @Test
    void theNpmClientReadsWholeStreams() throws Exception {
        NpmClient.install();
        try (Fleet fleet = fleet();
                Killer killer = new Killer(fleet)) {
            JsonNode heard = NpmClient.run(
                    router,
                    "streams.mjs",
                    Map.of(
                            "MODEL",
                            fleet.model(),
                            "PROMPT",
                            PROMPT,
                            "TOKENS",
                            String.valueOf(TOKENS),
                            "CLIENTS",
                            String.valueOf(CLIENTS),
                            "ROUNDS",
                            String.valueOf(ROUNDS)));

            assertThat(heard).hasSize(CLIENTS * ROUNDS);
            for (JsonNode stream : heard) {
                assertThat(stream.path("error").isNull()).as(stream.toString()).isTrue();
                assertThat(stream.path("text").asText()).isEqualTo(expected());
                assertThat(stream.path("finish").toString()).isEqualTo("[\"length\"]");
                assertThat(stream.path("ids")).hasSize(1);
                assertThat(stream.at("/usage/completion_tokens").asInt()).isEqualTo(TOKENS);
                assertThat(stream.at("/usage/prompt_tokens").asInt()).isEqualTo(TokenChain.chat(PROMPT).length);
            }
            assertResumed(fleet, killer);
        }
    }

    private Fleet fleet() {
        return Fleet.deploy(router, REPLICAS, 1, engine -> engine.withSpeed(1_000_000, PACE), "", "");
    }

    private static String expected() {
        return TokenChain.answerText(TokenChain.chat(PROMPT), TOKENS);
    }

    private void assertResumed(Fleet fleet, Killer killer) {
        killer.close();
        assertThat(Scrape.of(router).resumed(fleet.model()))
                .as("streams were cut and went on")
                .isGreaterThan(CLIENTS);
        fleet.assertQuiet();
    }

    /** Kills one replica after the other, and boots each again a little later. */
    private static final class Killer implements AutoCloseable {
        private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(200);

        private final AtomicBoolean over = new AtomicBoolean();
        private final Thread thread;

        Killer(Fleet fleet) {
            thread = Thread.ofVirtual().start(() -> {
                for (int i = 0; !over.get(); i++) {
                    LockSupport.parkNanos(PAUSE);
                    FakeEngine next = fleet.spot(i % REPLICAS + 1);
                    next.kill();
                    LockSupport.parkNanos(PAUSE);
                    next.boot();
                }
            });
        }

        @Override
        public void close() {
            over.set(true);
            try {
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
