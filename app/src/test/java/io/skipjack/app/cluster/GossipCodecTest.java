package io.skipjack.app.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GossipCodecTest {
    private static final Instant NOW = Instant.parse("2026-11-21T10:00:00.5Z");

    @Test
    void readsWhatItWrote() {
        RouterView view = new RouterView(
                "one",
                NOW,
                Map.of("a/1", new UpstreamSight(true, 3, null), "a/2", new UpstreamSight(false, 0, NOW)),
                Map.of("a", 7));
        GossipMessage full = new GossipMessage(
                view,
                List.of(new DrainingMark("a/2", Duration.ofMillis(1_500)), new DrainingMark("a/3", null)),
                Set.of("key-1"));
        GossipMessage bare = new GossipMessage(null, List.of(), Set.of());

        assertThat(GossipCodec.read(GossipCodec.write(full))).contains(full);
        assertThat(GossipCodec.read(GossipCodec.write(bare))).contains(bare);
    }

    @Test
    void passesOverFieldsOfANewerRouter() {
        assertThat(GossipCodec.read("{\"draining\":[\"a/1\"],\"mood\":{\"of\":[1]}}"))
                .contains(new GossipMessage(null, List.of(new DrainingMark("a/1", null)), Set.of()));
    }

    @Test
    void anOlderRouterReadsTheNamesOfWhatDrains() {
        GossipMessage message =
                new GossipMessage(null, List.of(new DrainingMark("a/1", Duration.ofSeconds(2))), Set.of());

        assertThat(GossipCodec.write(message))
                .isEqualTo("{\"draining\":[\"a/1\"],\"drainingLeftMillis\":{\"a/1\":2000},\"revoked\":[]}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "[]", "\"x\"", "{", "{\"view\":{\"router\":\"r\",\"at\":\"yesterday\"}}"})
    void whatIsNoMessageIsNotTaken(String text) {
        assertThat(GossipCodec.read(text)).isEmpty();
    }
}
