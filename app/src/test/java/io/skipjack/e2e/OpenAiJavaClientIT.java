package io.skipjack.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.JsonValue;
import com.openai.core.http.StreamResponse;
import com.openai.models.FunctionDefinition;
import com.openai.models.FunctionParameters;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.chat.completions.ChatCompletionFunctionTool;
import com.openai.models.chat.completions.ChatCompletionStreamOptions;
import com.openai.models.chat.completions.ChatCompletionToolChoiceOption;
import com.openai.models.completions.CompletionCreateParams;
import com.openai.models.completions.CompletionUsage;
import com.openai.models.embeddings.EmbeddingCreateParams;
import com.openai.models.models.Model;
import com.openai.models.responses.Response;
import com.openai.models.responses.ResponseCreateParams;
import com.openai.models.responses.ResponseStreamEvent;
import io.skipjack.provider.sandbox.EngineSettings;
import io.skipjack.provider.sandbox.FakeEngine;
import io.skipjack.provider.sandbox.ReceivedRequest;
import io.skipjack.provider.sandbox.TokenChain;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the published Java client of OpenAI makes of the router's answers. */
@Timeout(60)
class OpenAiJavaClientIT {
    private static final String PROMPT = "Which way to the harbour?";
    private static final int TOKENS = 12;
    private static final String MODEL = TestRouter.newModel();
    private static final FakeEngine ENGINE =
            FakeEngine.start(EngineSettings.defaults().withModel(MODEL));
    private static final OpenAIClient CLIENT = OpenAIOkHttpClient.builder()
            .baseUrl(TestRouter.shared().endpoint().toString())
            .apiKey(TestRouter.KEY)
            .maxRetries(0)
            .build();

    @BeforeAll
    static void deploy() {
        TestRouter.shared().deploy(MODEL, "spot: { urls: [\"" + ENGINE.baseUri() + "\"] }");
        TestRouter.shared().awaitReady(MODEL, "spot-1");
    }

    @AfterAll
    static void close() {
        CLIENT.close();
        ENGINE.close();
    }

    @Test
    void aChatIsAnswered() {
        ChatCompletion answer = CLIENT.chat().completions().create(chat().build());

        assertThat(answer.model()).isEqualTo(MODEL);
        assertThat(answer.choices().getFirst().message().content()).contains(expected());
        assertThat(answer.choices().getFirst().finishReason()).isEqualTo(ChatCompletion.Choice.FinishReason.LENGTH);
        assertThat(answer.usage()).map(CompletionUsage::completionTokens).contains((long) TOKENS);
    }

    @Test
    void aStreamedChatArrivesWordForWord() {
        List<ChatCompletionChunk> chunks = stream(chat().build());

        assertThat(text(chunks)).isEqualTo(expected());
        assertThat(chunks).hasSizeGreaterThan(TOKENS);
        assertThat(chunks.getLast().choices().getFirst().finishReason())
                .contains(ChatCompletionChunk.Choice.FinishReason.LENGTH);
    }

    @Test
    void usageComesWithAStreamForThoseWhoAskForIt() {
        List<ChatCompletionChunk> chunks = stream(chat().streamOptions(
                        ChatCompletionStreamOptions.builder().includeUsage(true).build())
                .build());

        CompletionUsage usage = chunks.getLast().usage().orElseThrow();
        assertThat(usage.completionTokens()).isEqualTo(TOKENS);
        assertThat(usage.promptTokens()).isEqualTo(TokenChain.chat(PROMPT).length);
        assertThat(chunks.getLast().choices()).isEmpty();
    }

    @Test
    void usageIsKeptFromThoseWhoDidNotThoughTheEngineIsAskedForIt() {
        ENGINE.clearReceived();

        List<ChatCompletionChunk> chunks = stream(chat().build());

        assertThat(chunks).allMatch(chunk -> chunk.usage().isEmpty());
        assertThat(ENGINE.received())
                .filteredOn(request -> request.path().equals("/v1/chat/completions"))
                .extracting(ReceivedRequest::bodyText)
                .singleElement()
                .asString()
                .contains("\"include_usage\":true");
    }

    @Test
    void aToolCallPassesThroughWholeAndStreamed() {
        ChatCompletionCreateParams params = chat().addTool(weather())
                .toolChoice(ChatCompletionToolChoiceOption.Auto.REQUIRED)
                .build();
        String arguments = "{\"text\": \"" + expected() + "\"}";

        var whole = CLIENT.chat().completions().create(params).choices().getFirst();
        assertThat(whole.finishReason()).isEqualTo(ChatCompletion.Choice.FinishReason.TOOL_CALLS);
        var call = whole.message().toolCalls().orElseThrow().getFirst().asFunction();
        assertThat(call.function().name()).isEqualTo("get_weather");
        assertThat(call.function().arguments()).isEqualTo(arguments);

        List<ChatCompletionChunk> chunks = stream(params);
        List<ChatCompletionChunk.Choice.Delta.ToolCall> calls = chunks.stream()
                .flatMap(chunk -> chunk.choices().stream())
                .flatMap(choice -> choice.delta().toolCalls().stream().flatMap(List::stream))
                .toList();
        assertThat(calls.getFirst().id()).isPresent();
        assertThat(calls.getFirst().function().orElseThrow().name()).contains("get_weather");
        assertThat(calls.stream()
                        .flatMap(part -> part.function().stream())
                        .map(part -> part.arguments().orElse(""))
                        .collect(Collectors.joining()))
                .isEqualTo(arguments);
        assertThat(chunks.getLast().choices().getFirst().finishReason())
                .contains(ChatCompletionChunk.Choice.FinishReason.TOOL_CALLS);
    }

    @Test
    void aCompletionIsAnsweredWholeAndStreamed() {
        CompletionCreateParams params = CompletionCreateParams.builder()
                .model(MODEL)
                .prompt(PROMPT)
                .maxTokens(TOKENS)
                .build();
        String expected = TokenChain.answerText(TokenChain.encode(PROMPT), TOKENS);

        assertThat(CLIENT.completions().create(params).choices().getFirst().text())
                .isEqualTo(expected);
        try (var stream = CLIENT.completions().createStreaming(params)) {
            assertThat(stream.stream()
                            .flatMap(chunk -> chunk.choices().stream())
                            .map(choice -> choice.text())
                            .collect(Collectors.joining()))
                    .isEqualTo(expected);
        }
    }

    @Test
    void aResponseIsAnsweredWholeAndStreamed() {
        ResponseCreateParams params = ResponseCreateParams.builder()
                .model(MODEL)
                .input(PROMPT)
                .maxOutputTokens(TOKENS)
                .build();

        Response whole = CLIENT.responses().create(params);
        assertThat(said(whole)).isEqualTo(expected());
        try (StreamResponse<ResponseStreamEvent> stream = CLIENT.responses().createStreaming(params)) {
            List<ResponseStreamEvent> events = stream.stream().toList();
            assertThat(events.stream()
                            .flatMap(event -> event.outputTextDelta().stream())
                            .map(delta -> delta.delta())
                            .collect(Collectors.joining()))
                    .isEqualTo(expected());
            assertThat(said(events.getLast().completed().orElseThrow().response()))
                    .isEqualTo(expected());
        }
    }

    @Test
    void anEmbeddingIsAnswered() {
        EmbeddingCreateParams params =
                EmbeddingCreateParams.builder().model(MODEL).input(PROMPT).build();

        var answer = CLIENT.embeddings().create(params);

        assertThat(answer.data()).hasSize(1);
        assertThat(answer.data().getFirst().embedding())
                .isNotEmpty()
                .isEqualTo(CLIENT.embeddings().create(params).data().getFirst().embedding());
    }

    @Test
    void modelsAreListedAndFoundByName() {
        assertThat(CLIENT.models().list().data()).extracting(Model::id).contains(MODEL);
        assertThat(CLIENT.models().retrieve(MODEL).id()).isEqualTo(MODEL);
    }

    private static ChatCompletionCreateParams.Builder chat() {
        return ChatCompletionCreateParams.builder()
                .model(MODEL)
                .addUserMessage(PROMPT)
                .maxCompletionTokens(TOKENS);
    }

    private static ChatCompletionFunctionTool weather() {
        FunctionParameters parameters = FunctionParameters.builder()
                .putAdditionalProperty("type", JsonValue.from("object"))
                .putAdditionalProperty("properties", JsonValue.from(Map.of("text", Map.of("type", "string"))))
                .build();
        return ChatCompletionFunctionTool.builder()
                .function(FunctionDefinition.builder()
                        .name("get_weather")
                        .parameters(parameters)
                        .build())
                .build();
    }

    private static List<ChatCompletionChunk> stream(ChatCompletionCreateParams params) {
        try (StreamResponse<ChatCompletionChunk> stream =
                CLIENT.chat().completions().createStreaming(params)) {
            return stream.stream().toList();
        }
    }

    private static String text(List<ChatCompletionChunk> chunks) {
        return chunks.stream()
                .flatMap(chunk -> chunk.choices().stream())
                .map(choice -> choice.delta().content())
                .flatMap(Optional::stream)
                .collect(Collectors.joining());
    }

    private static String said(Response response) {
        return response.output().stream()
                .flatMap(item -> item.message().stream())
                .flatMap(message -> message.content().stream())
                .flatMap(content -> content.outputText().stream())
                .map(text -> text.text())
                .collect(Collectors.joining());
    }

    private static String expected() {
        return TokenChain.answerText(TokenChain.chat(PROMPT), TOKENS);
    }
}
