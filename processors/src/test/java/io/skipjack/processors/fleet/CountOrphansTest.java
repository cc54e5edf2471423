package io.skipjack.processors.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;

class CountOrphansTest {
    private final List<String> found = new ArrayList<>();
    private final CountOrphans step = new CountOrphans((provider, count) -> found.add(provider + " " + count));

    @Test
    void whatASweepEndsIsCountedByProvider() {
        process(List.of("i-1", "i-2"));

        assertThat(found).containsExactly("ec2 2");
    }

    @Test
    void aSweepThatFindsNothingCountsNothing() {
        process(List.of());

        assertThat(found).isEmpty();
    }

    private void process(List<String> orphans) {
        Exchange exchange = FleetStage.exchange(orphans);
        exchange.setVariable("provider", "ec2");
        step.process(exchange);
        assertThat(exchange.getMessage().getBody()).isEqualTo(orphans);
    }
}
