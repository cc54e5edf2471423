package io.skipjack.app.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NearestTest {
    @Test
    void suggestsTheClosestWord() {
        assertThat(Nearest.to("deadlne", List.of("deadline", "heartbeat"))).contains("deadline");
    }

    @Test
    void suggestsNothingForAWordThatResemblesNone() {
        assertThat(Nearest.hint("colour", List.of("deadline", "heartbeat"))).isEmpty();
    }
}
