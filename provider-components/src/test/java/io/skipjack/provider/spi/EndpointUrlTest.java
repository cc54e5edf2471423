package io.skipjack.provider.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EndpointUrlTest {
    private final EndpointUrl inHost = new EndpointUrl("url", "https://model-{id}.api.example.com/");
    private final EndpointUrl inPath = new EndpointUrl("url", "https://api.example.com/v2/{id}");

    @Test
    void anIdTakesItsPlace() {
        assertThat(inHost.of("q1w2")).hasToString("https://model-q1w2.api.example.com");
        assertThat(inPath.of("q1w2")).hasToString("https://api.example.com/v2/q1w2");
    }

    @Test
    void whatIsBelowOneIsOne() {
        assertThat(inHost.leadsTo(URI.create("https://model-q1.api.example.com/v1")))
                .isTrue();
        assertThat(inPath.leadsTo(URI.create("https://api.example.com/v2/q1"))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://model-q1.api.example.com.evil.example/v1",
                "https://model-q1.evil.example/.api.example.com",
                "http://model-q1.api.example.com/v1",
                "https://model-q1@evil.example/v1",
                "https://api.example.com:444/v2/q1",
                "https://api.example.com/v2"
            })
    void whatOnlyLooksLikeOneIsNot(String other) {
        assertThat(inHost.leadsTo(URI.create(other))).isFalse();
        assertThat(inPath.leadsTo(URI.create(other))).isFalse();
    }

    @Test
    void anIdThatLeadsElsewhereIsRefused() {
        assertThatThrownBy(() -> inHost.of("x.evil.example/")).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://api.example.com", "{id}", "https://{id}.{id}.example.com", "not a url {id}"})
    void aTemplateIsAUrlWithOneId(String template) {
        assertThatThrownBy(() -> new EndpointUrl("some.key", template)).hasMessageContaining("some.key");
    }
}
