package io.skipjack.processors.inference;

import static org.assertj.core.api.Assertions.assertThat;

import io.skipjack.openai.OpenAiError;
import io.skipjack.openai.OpenAiErrors;
import io.skipjack.openai.OpenAiException;
import java.time.Duration;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;

class AnswerErrorTest {
    private final Inference inference = Asking.read(Asking.RACK);

    @Test
    void aForeseenErrorIsAnsweredHoweverDeepItIsWrapped() {
        OpenAiException known = new OpenAiException(OpenAiErrors.badGateway());

        assertThat(answer(known)).isEqualTo(OpenAiErrors.badGateway());
        assertThat(answer(new IllegalStateException("step failed", new java.io.IOException(known))))
                .isEqualTo(OpenAiErrors.badGateway());
    }

    @Test
    void anythingElseTellsTheClientNothing() {
        OpenAiError error = answer(new IllegalStateException("secret http://10.0.0.5 in io.skipjack.Foo"));

        assertThat(error).isEqualTo(OpenAiErrors.internal());
        assertThat(error.status()).isEqualTo(500);
    }

    @Test
    void whyARequestMayNotWaitComesFirst() {
        OpenAiError refusal = OpenAiErrors.rateLimited("full", Duration.ofSeconds(5));
        inference.refuseHold(refusal);

        assertThat(answer(new IllegalStateException("spot: none ready"))).isEqualTo(refusal);
    }

    private OpenAiError answer(Throwable thrown) {
        Exchange exchange = Asking.exchange(inference);
        exchange.setProperty(Exchange.EXCEPTION_CAUGHT, thrown);
        new AnswerError().process(exchange);
        return exchange.getMessage().getBody(OpenAiError.class);
    }
}
