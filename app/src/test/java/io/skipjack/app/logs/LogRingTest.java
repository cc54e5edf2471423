package io.skipjack.app.logs;

import static org.assertj.core.api.Assertions.assertThat;

import io.skipjack.domain.log.LogComponent;
import io.skipjack.domain.log.SourceLog;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

class LogRingTest {
    private static final Logger LOG = LoggerFactory.getLogger("io.skipjack.ring");

    private final Instant begin = Instant.now().minus(Duration.ofSeconds(1));
    private final LogRing ring = new LogRing("desk-1", () -> text -> text.replace("secret", "***")).open();

    @AfterEach
    void close() {
        ring.close();
    }

    private List<String> texts() {
        return ring.about("ringed", begin).stream()
                .map(seen -> seen.line().text())
                .toList();
    }

    @Test
    void linesThatNameTheDeploymentAreKeptInOrderWithoutSecrets() {
        LOG.warn("{} ends: it said {}", "ringed-3", "secret");
        LOG.warn("other-3 ends");
        LOG.warn("ringed@runpod is deployed", new IllegalStateException("trace"));

        assertThat(texts()).containsExactly("ringed-3 ends: it said ***", "ringed@runpod is deployed");
        SourceLog.Seen first = ring.about("ringed", begin).getFirst();
        assertThat(first.line().component()).isEqualTo(LogComponent.ROUTER);
        assertThat(first.line().source()).isEqualTo("desk-1");
        assertThat(first.seenAt()).isEqualTo(first.line().at());
    }

    @Test
    void aLineThatOnlyItsContextNamesIsFound() {
        try (MDC.MDCCloseable context = MDC.putCloseable(LogRing.DEPLOYMENT, "ringed")) {
            LOG.warn("scaled");
        }

        assertThat(texts()).containsExactly("scaled");
    }

    @Test
    void onlyLinesOfThatTimeAreShown() {
        LOG.warn("ringed is old");

        assertThat(ring.about("ringed", Instant.now().plusSeconds(1))).isEmpty();
    }

    @Test
    void itNeverGrowsBeyondItsBound() {
        for (int i = 0; i < LogRing.MOST + 5; i++) {
            LOG.debug("debug is not logged");
            LOG.warn("ringed {} {}", i, "x".repeat(i == LogRing.MOST ? 10_000 : 1));
        }

        assertThat(texts()).hasSize(LogRing.MOST).allMatch(text -> text.length() <= 2_000);
        assertThat(texts().getFirst()).isEqualTo("ringed 5 x");
    }

    @Test
    void afterItIsClosedNothingIsKept() {
        ring.close();
        LOG.warn("ringed is late");

        assertThat(texts()).isEmpty();
    }
}
