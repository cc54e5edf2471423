package io.skipjack.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.Sleeper;
import com.openai.core.http.StreamResponse;
import com.openai.errors.BadRequestException;
import com.openai.errors.NotFoundException;
import com.openai.errors.OpenAIException;
import com.openai.errors.OpenAIIoException;
import com.openai.errors.RateLimitException;
import com.openai.errors.UnauthorizedException;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import io.skipjack.provider.sandbox.EngineSettings;
import io.skipjack.provider.sandbox.FakeEngine;
import io.skipjack.provider.sandbox.Fault;
import io.skipjack.provider.sandbox.TokenChain;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Which exceptions the published Java client of OpenAI makes of the router's errors. */
@Timeout(60)
class OpenAiJavaClientErrorsIT {
    private static final String PROMPT = "Which way to the harbour?";
    private static final int TOKENS = 20;

    private final String model = TestRouter.newModel();
    private final FakeEngine engine = FakeEngine.start(EngineSettings.defaults().withModel(model));
    private final List<OpenAIClient> clients = new ArrayList<>();

    @BeforeEach
    void deploy() {
        String spot = "max_in_flight: 1\nspot: { urls: [\"" + engine.baseUri() + "\"] }";
        TestRouter.shared().deploy(model, spot);
        TestRouter.shared().awaitReady(model, "spot-1");
    }

    @AfterEach
    void close() {
        clients.forEach(OpenAIClient::close);
        engine.close();
    }

    @Test
    void aWrongKeyIsUnauthorized() {
        OpenAIClient client = client(builder().apiKey("sk-" + "x".repeat(43)));

        assertThatExceptionOfType(UnauthorizedException.class)
                .isThrownBy(() -> ask(client, model))
                .satisfies(failure -> assertThat(failure.code()).contains("invalid_api_key"));
    }

    @Test
    void anUnknownModelIsNotFoundAndNamesThoseThereAre() {
        // Only so many are named, in order, and other tests have theirs on this router
        String first = "a-first/" + TestRouter.name(model);
        TestRouter.shared().deploy(first, "serverless: { urls: [\"http://127.0.0.1:9/v1\"] }");
        assertThatExceptionOfType(NotFoundException.class)
                .isThrownBy(() -> ask(client(builder()), "no-such-model"))
                .withMessageContaining("no-such-model")
                .withMessageContaining(first)
                .satisfies(failure -> assertThat(failure.code()).contains("model_not_found"))
                .satisfies(failure -> assertThat(failure.param()).contains("model"));
        assertThatExceptionOfType(NotFoundException.class)
                .isThrownBy(() -> client(builder()).models().retrieve("no-such-model"));
    }

    @Test
    void aPromptThatTheEngineRefusesIsABadRequest() {
        engine.inject(Fault.contextTooLong());

        assertThatExceptionOfType(BadRequestException.class)
                .isThrownBy(() -> ask(client(builder()), model))
                .withMessageContaining("maximum context length")
                .satisfies(failure -> assertThat(failure.type()).isPresent());
        assertThat(engine.counters().started()).as("asked once only").isEqualTo(1);
    }

    @Test
    void aFullDeploymentIsRetriedWhenTheRouterSays() throws InterruptedException {
        engine.slow(100);
        StreamResponse<ChatCompletionChunk> occupying =
                client(builder()).chat().completions().createStreaming(chat(model));
        assertThatExceptionOfType(RateLimitException.class)
                .isThrownBy(() -> ask(client(builder()), model))
                .satisfies(failure ->
                        assertThat(failure.headers().values("retry-after")).containsExactly("1"));
        List<Duration> waits = new ArrayList<>();
        OpenAIClient patient = client(builder().maxRetries(2).sleeper(new Sleeper() {
            @Override
            public void sleep(Duration duration) {
                waits.add(duration);
                engine.slow(1);
                occupying.close();
                await().atMost(Duration.ofSeconds(2))
                        .until(() -> engine.counters().running() == 0);
            }

            @Override
            public CompletableFuture<Void> sleepAsync(Duration duration) {
                throw new UnsupportedOperationException("the client is asked synchronously");
            }

            @Override
            public void close() {
                // it holds nothing
            }
        }));

        assertThat(ask(patient, model)).isEqualTo(expected());
        assertThat(waits).containsExactly(Duration.ofSeconds(1));
    }

    @Test
    void aClientThatLosesPatienceFreesTheEngine() {
        engine.inject(Fault.hangBeforeHeaders().onPath("/v1/chat"));
        OpenAIClient hasty = client(builder().timeout(Duration.ofMillis(500)));

        assertThatExceptionOfType(OpenAIIoException.class).isThrownBy(() -> ask(hasty, model));

        await().atMost(Duration.ofSeconds(1)).until(() -> engine.counters().open() == 0);
    }

    static Stream<Fault> cuts() {
        return Stream.of(
                Fault.resetAfterTokens(5),
                Fault.finAfterTokens(5),
                Fault.endWithoutFinish(5),
                Fault.errorEventAfterTokens(5),
                Fault.finishReason("abort", 5));
    }

    @ParameterizedTest
    @MethodSource("cuts")
    void aStreamCutInTheMiddleThrowsAndNeverLooksComplete(Fault cut) {
        engine.inject(cut.onPath("/v1/chat"));
        StringBuilder heard = new StringBuilder();
        List<String> finishes = new ArrayList<>();

        OpenAIClient unresumed = client(builder().putHeader("x-skipjack-resume", "off"));
        assertThatExceptionOfType(OpenAIException.class).isThrownBy(() -> stream(unresumed, heard, finishes));

        assertThat(expected()).startsWith(heard.toString());
        assertThat(heard).isNotEmpty();
        assertThat(finishes).doesNotContain("stop", "length", "tool_calls");
    }

    @ParameterizedTest
    @MethodSource("cuts")
    void aStreamThatLosesItsUpstreamIsReadToItsEnd(Fault cut) {
        engine.inject(cut.onPath("/v1/chat").times(1));
        StringBuilder heard = new StringBuilder();
        List<String> finishes = new ArrayList<>();

        stream(client(builder()), heard, finishes);

        assertThat(heard).hasToString(expected());
        assertThat(finishes).containsExactly("length");
    }

    private void stream(OpenAIClient client, StringBuilder heard, List<String> finishes) {
        try (StreamResponse<ChatCompletionChunk> stream =
                client.chat().completions().createStreaming(chat(model))) {
            stream.stream().flatMap(chunk -> chunk.choices().stream()).forEach(choice -> {
                choice.delta().content().ifPresent(heard::append);
                choice.finishReason().ifPresent(reason -> finishes.add(reason.toString()));
            });
        }
    }

    private static OpenAIOkHttpClient.Builder builder() {
        return OpenAIOkHttpClient.builder()
                .baseUrl(TestRouter.shared().endpoint().toString())
                .apiKey(TestRouter.KEY)
                .maxRetries(0);
    }

    private OpenAIClient client(OpenAIOkHttpClient.Builder builder) {
        OpenAIClient client = builder.build();
        clients.add(client);
        return client;
    }

    private static String ask(OpenAIClient client, String model) {
        return client.chat()
                .completions()
                .create(chat(model))
                .choices()
                .getFirst()
                .message()
                .content()
                .orElse("");
    }

    private static ChatCompletionCreateParams chat(String model) {
        return ChatCompletionCreateParams.builder()
                .model(model)
                .addUserMessage(PROMPT)
                .maxCompletionTokens(TOKENS)
                .build();
    }

    private static String expected() {
        return TokenChain.answerText(TokenChain.chat(PROMPT), TOKENS);
    }
}
