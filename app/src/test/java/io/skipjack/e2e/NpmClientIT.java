package io.skipjack.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.skipjack.provider.sandbox.EngineSettings;
import io.skipjack.provider.sandbox.FakeEngine;
import io.skipjack.provider.sandbox.Fault;
import io.skipjack.provider.sandbox.TokenChain;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * What the published npm client of OpenAI makes of the router's answers. Skipped where there is no
 * {@link NpmClient}.
 */
@Timeout(180)
class NpmClientIT {
    private static final String PROMPT = "Which way to the harbour?";
    private static final int TOKENS = 12;

    @Test
    void theNpmClientUnderstandsAnswersStreamsAndErrors() throws IOException, InterruptedException {
        NpmClient.install();
        String model = TestRouter.newModel();
        String brokenModel = TestRouter.newModel();
        try (FakeEngine engine = FakeEngine.start(EngineSettings.defaults().withModel(model));
                FakeEngine broken = FakeEngine.start(EngineSettings.defaults().withModel(brokenModel));
                FakeEngine next = FakeEngine.start(EngineSettings.defaults().withModel(brokenModel))) {
            deploy(model, "spot: { urls: [\"" + engine.baseUri() + "\"] }");
            deploy(
                    brokenModel,
                    "spot: { urls: [\"%s\"] }\nserverless: { urls: [\"%s\"] }"
                            .formatted(broken.baseUri(), next.baseUri()));
            broken.inject(Fault.resetAfterTokens(5).onPath("/v1/chat"));

            JsonNode got = NpmClient.run(
                    TestRouter.shared(),
                    "chat.mjs",
                    Map.of(
                            "MODEL",
                            model,
                            "BROKEN_MODEL",
                            brokenModel,
                            "PROMPT",
                            PROMPT,
                            "TOKENS",
                            String.valueOf(TOKENS)));

            answersAreWhole(got, model);
            errorsAreTyped(got);
            assertThat(got.at("/broken/error").asText()).endsWith("Error");
            assertThat(expected()).startsWith(got.at("/broken/text").asText());
            assertThat(got.at("/broken/finish").isNull()).isTrue();
            aLostUpstreamIsNotSeen(got.path("resumed"));
        }
    }

    private static void answersAreWhole(JsonNode got, String model) {
        assertThat(got.path("whole").asText()).isEqualTo(expected());
        assertThat(got.at("/streamed/text").asText()).isEqualTo(expected());
        assertThat(got.at("/streamed/finish").asText()).isEqualTo("length");
        assertThat(got.at("/streamed/usage").isNull()).isTrue();
        assertThat(got.at("/streamedWithUsage/text").asText()).isEqualTo(expected());
        assertThat(got.at("/streamedWithUsage/usage/completion_tokens").asInt()).isEqualTo(TOKENS);
        assertThat(got.path("response").asText()).isEqualTo(expected());
        assertThat(got.path("embedding").asInt()).isPositive();
        assertThat(got.path("models")).extracting(JsonNode::asText).contains(model);
        assertThat(got.path("model").asText()).isEqualTo(model);
    }

    private static void aLostUpstreamIsNotSeen(JsonNode resumed) {
        assertThat(resumed.has("error")).as(resumed.toString()).isFalse();
        assertThat(resumed.path("text").asText()).isEqualTo(expected());
        assertThat(resumed.path("finish").asText()).isEqualTo("length");
        assertThat(resumed.path("ids").asInt()).isEqualTo(1);
        assertThat(resumed.at("/usage/completion_tokens").asInt()).isEqualTo(TOKENS);
    }

    private static void errorsAreTyped(JsonNode got) {
        assertThat(got.path("wrongKey").toString())
                .isEqualTo("{\"type\":\"AuthenticationError\",\"status\":401,\"code\":\"invalid_api_key\"}");
        assertThat(got.path("unknownModel").toString())
                .isEqualTo("{\"type\":\"NotFoundError\",\"status\":404,\"code\":\"model_not_found\"}");
        assertThat(got.at("/noMessages/type").asText()).isEqualTo("BadRequestError");
        assertThat(got.at("/noMessages/status").asInt()).isEqualTo(400);
    }

    private static void deploy(String model, String tiers) {
        TestRouter.shared().deploy(model, tiers);
        TestRouter.shared().awaitReady(model, "spot-1");
    }

    private static String expected() {
        return TokenChain.answerText(TokenChain.chat(PROMPT), TOKENS);
    }
}
