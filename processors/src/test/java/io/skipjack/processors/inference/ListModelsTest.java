package io.skipjack.processors.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.skipjack.domain.deployment.Deployment;
import io.skipjack.openai.OpenAiException;
import java.nio.charset.StandardCharsets;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;

class ListModelsTest {
    private static final Deployment QWEN = Asking.deployment("rack", "Qwen/Qwen3-0.6B", 1, 1);
    private static final Deployment SECRET = Asking.closed(Asking.deployment("secret", "s+1", 1, 1));
    private final ListModels list = new ListModels(Asking.book(QWEN, SECRET));

    @Test
    void aStrangerSeesWhatIsPublicAndAFriendAll() throws OpenAiException {
        assertThat(body(Asking.get("/v1/models"))).contains("Qwen/Qwen3-0.6B").doesNotContain("s+1");

        assertThat(body(friend("/v1/models"))).contains("Qwen/Qwen3-0.6B").contains("s+1");
    }

    @Test
    void oneIsFoundByItsNamePlainAndEncoded() throws OpenAiException {
        for (String path : new String[] {
            "/v1/models/Qwen/Qwen3-0.6B", "/v1/models/Qwen%2FQwen3-0.6B", "/v1/models/Qwen%2fQwen3%2D0.6B"
        }) {
            assertThat(body(Asking.get(path))).startsWith("{\"id\":\"Qwen/Qwen3-0.6B\"");
        }
        assertThat(body(friend("/v1/models/s+1"))).startsWith("{\"id\":\"s+1\"");
    }

    @Test
    void whatIsNotThereOrNotTheCallersIsNotFound() {
        for (String path :
                new String[] {"/v1/models/x", "/v1/models/s+1", "/v1/models/%zz", "/v1/models/", "/v1/modelsx"}) {
            assertThatExceptionOfType(OpenAiException.class)
                    .as(path)
                    .isThrownBy(() -> body(Asking.get(path)))
                    .satisfies(refused -> assertThat(refused.error().status()).isEqualTo(404))
                    .satisfies(refused -> assertThat(refused.error().message()).doesNotContain("'s+1', "));
        }
    }

    @Test
    void modelsAreReadOnly() {
        assertThatExceptionOfType(OpenAiException.class)
                .isThrownBy(() -> body(Asking.post("/v1/models", "{}")))
                .satisfies(refused -> assertThat(refused.error().status()).isEqualTo(405));
    }

    private static Inference friend(String path) {
        Inference friend = Asking.get(path);
        friend.authenticatedAs("key-1");
        return friend;
    }

    private String body(Inference inference) throws OpenAiException {
        Exchange exchange = Asking.exchange(inference);
        list.process(exchange);
        return new String(exchange.getMessage().getBody(byte[].class), StandardCharsets.UTF_8);
    }
}
