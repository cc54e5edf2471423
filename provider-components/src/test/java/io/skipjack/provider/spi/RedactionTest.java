package io.skipjack.provider.spi;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class RedactionTest {
    private final Redaction redaction = new Redaction(List.of("the-known-secret"));

    @Test
    void takesOutWhatItKnowsAndWhatLooksLikeAKey() {
        assertThat(redaction.of("a the-known-secret, wk-0123456789abcdef and hf_0123456789abcdef"))
                .isEqualTo("a ***, *** and ***");
        assertThat(redaction.of("sj-op-0123456789abcdef is revoked")).isEqualTo("*** is revoked");
        assertThat(redaction.of("eyJhbGciOiJub25lIn0.eyJzdWIiOiJwLTEifQ.x")).isEqualTo("***");
    }

    @Test
    void leavesNamesThatBeginAsAKeyDoes() {
        assertThat(redaction.of("https://skyline--sj-0a1b2c-rack.modal.run is asleep-and-well-there"))
                .isEqualTo("https://skyline--sj-0a1b2c-rack.modal.run is asleep-and-well-there");
    }
}
