package io.skipjack.app.cost;

import static org.assertj.core.api.Assertions.assertThat;

import io.skipjack.domain.cost.Money;
import io.skipjack.domain.ledger.LedgerEvent;
import io.skipjack.domain.ledger.LedgerEvent.RouterRan;
import io.skipjack.domain.routing.HealthPolicy;
import io.skipjack.processors.inference.UpstreamRegistry;
import io.skipjack.processors.inference.WorkMeters;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class RouterWorkTest {
    private static final Instant START = Instant.parse("2026-11-29T10:00:00Z");
    private static final Money PRICE = new Money(41_600);

    private final UpstreamRegistry registry = new UpstreamRegistry(HealthPolicy.DEFAULT, () -> START);
    private final RouterWork work = new RouterWork(
            new RouterWork.Life("r", PRICE, START), new WorkMeters(() -> START), new RequestTallies(), registry);

    @Test
    void itsOwnTimeIsGivenOnceWithoutAGap() {
        List<LedgerEvent> first = work.take(START.plusSeconds(60));
        List<LedgerEvent> second = work.take(START.plusSeconds(130));

        assertThat(first).containsExactly(new RouterRan("r", PRICE, START, START.plusSeconds(60)));
        assertThat(second).containsExactly(new RouterRan("r", PRICE, START.plusSeconds(60), START.plusSeconds(130)));
    }

    @Test
    void aClockThatIsSetBackGivesNothing() {
        work.take(START.plusSeconds(60));

        assertThat(work.take(START.plusSeconds(59))).isEmpty();
    }
}
