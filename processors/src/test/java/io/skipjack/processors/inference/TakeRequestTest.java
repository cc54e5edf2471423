package io.skipjack.processors.inference;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;

class TakeRequestTest {
    @Test
    void theMessageIsTheRequestsBodyAndTheVariablesWhatItIsSignedWith() {
        Exchange exchange = taken(
                Asking.post("/hosts/report", "{}", "x-skipjack-time", "1795255200", "x-skipjack-signature", "abc"));

        assertThat(exchange.getMessage().getBody()).isEqualTo("{}".getBytes(StandardCharsets.UTF_8));
        assertThat(exchange.getVariable("method")).isEqualTo("POST");
        assertThat(exchange.getVariable("time")).isEqualTo("1795255200");
        assertThat(exchange.getVariable("signature")).isEqualTo("abc");
        assertThat(exchange.getMessage().getHeaders())
                .as("a client cannot set what a component acts on")
                .isEmpty();
    }

    @Test
    void whatIsNotSignedHasNoSignature() {
        Exchange exchange = taken(Asking.get("/hosts/report"));

        assertThat(exchange.getVariable("time")).isNull();
        assertThat(exchange.getVariable("signature")).isNull();
        assertThat(exchange.getMessage().getBody(byte[].class)).isEmpty();
    }

    private static Exchange taken(Inference inference) {
        Exchange exchange = Asking.exchange(inference);
        new TakeRequest().process(exchange);
        return exchange;
    }
}
