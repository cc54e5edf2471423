package io.skipjack.processors.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.skipjack.openai.OpenAiException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AuthenticateCallerTest {
    private static final KeyCheck KEYS = presented -> presented.equals("sk-good") ? "key-1" : null;
    private static final DeploymentBook OPEN = Asking.book(Asking.RACK);
    private static final DeploymentBook CLOSED = Asking.book(Asking.closed(Asking.RACK));

    @ParameterizedTest
    @CsvSource({
        "authorization, Bearer sk-good",
        "Authorization, bearer   sk-good",
        "x-api-key, sk-good",
        "X-Api-Key, ' sk-good '"
    })
    void aKnownKeyIsRemembered(String header, String value) throws OpenAiException {
        Inference inference = Asking.get("/v1/models", header, value);

        new AuthenticateCaller(KEYS, CLOSED).process(Asking.exchange(inference));

        assertThat(inference.keyId()).isEqualTo("key-1");
    }

    @ParameterizedTest
    @CsvSource({
        "authorization, Bearer sk-wrong",
        "authorization, sk-good",
        "authorization, Basic sk-good",
        "authorization, ''",
        "x-api-key, ''",
        "x-api-key, ' OR 1=1 --"
    })
    void aWrongKeyIsRefusedEvenWhereNoneIsNeeded(String header, String value) {
        refused(OPEN, Asking.get("/v1/models", header, value));
    }

    @Test
    void theFirstHeaderCountsAndIsNotMadeUpForByTheSecond() {
        refused(OPEN, Asking.get("/v1/models", "authorization", "Bearer wrong", "x-api-key", "sk-good"));
    }

    @Test
    void noKeyPassesOnlyWhileSomethingIsPublic() throws OpenAiException {
        Inference stranger = Asking.get("/v1/models");
        new AuthenticateCaller(KEYS, OPEN).process(Asking.exchange(stranger));
        assertThat(stranger.keyId()).isNull();

        refused(CLOSED, Asking.get("/v1/models"));
    }

    private static void refused(DeploymentBook deployments, Inference inference) {
        assertThatExceptionOfType(OpenAiException.class)
                .isThrownBy(() -> new AuthenticateCaller(KEYS, deployments).process(Asking.exchange(inference)))
                .satisfies(refused -> assertThat(refused.error().status()).isEqualTo(401));
    }
}
