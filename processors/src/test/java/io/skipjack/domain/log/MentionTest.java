package io.skipjack.domain.log;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MentionTest {
    private final Mention rack = new Mention("rack");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "rack: 2 wanted",
                "rack-12 ends: idle",
                "rack@runpod is deployed",
                "rack/spot-1 is ejected",
                "trouble with rack.",
                "(rack)"
            })
    void aDeploymentItsReplicasUpstreamsAndEndpointsAreNamed(String text) {
        assertThat(rack.isIn(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"racket", "my-rack", "rack-a", "rack-12b", "rack.two", "rack_two", "a.rack", "Rack"})
    void otherNamesAreNot(String text) {
        assertThat(rack.isIn(text)).isFalse();
    }
}
