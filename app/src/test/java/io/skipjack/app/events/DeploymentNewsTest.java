package io.skipjack.app.events;

import static org.assertj.core.api.Assertions.assertThat;

import io.skipjack.app.state.StampedNote;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DeploymentNewsTest {
    private static final Instant NOW = Instant.parse("2026-11-29T10:00:00Z");

    @Test
    void whatIsNewChangedAndGoneIsTold() {
        assertThat(DeploymentNews.news(Map.of("a", "1", "b", "1", "c", "1"), Map.of("b", "1", "c", "2", "d", "1"), NOW))
                .extracting(StampedNote::note)
                .extracting(note -> note.kind() + " " + note.text())
                .containsExactlyInAnyOrder(
                        "deployment.removed a is removed",
                        "deployment.changed c is changed",
                        "deployment.deployed d is deployed");
    }

    @Test
    void whatIsAsToldIsNoNews() {
        assertThat(DeploymentNews.news(Map.of("a", "1"), Map.of("a", "1"), NOW)).isEmpty();
    }
}
