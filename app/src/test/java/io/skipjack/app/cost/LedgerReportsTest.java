package io.skipjack.app.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.skipjack.domain.cost.Money;
import io.skipjack.domain.deployment.Tier;
import io.skipjack.domain.ledger.LedgerEvent.DeploymentRated;
import io.skipjack.domain.ledger.LedgerEvent.RouterRan;
import io.skipjack.domain.ledger.LedgerEvent.Share;
import io.skipjack.domain.ledger.LedgerEvent.Worked;
import io.skipjack.domain.ledger.Rates;
import io.skipjack.domain.ledger.Tally;
import io.skipjack.domain.ledger.Work;
import io.skipjack.processors.admin.RefusedEditException;
import io.skipjack.processors.cost.Books;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class LedgerReportsTest {
    private static final Instant NOW = Instant.parse("2026-11-29T10:00:00Z");

    private final MemoryLedger store = new MemoryLedger();
    private final LedgerReports reports = new LedgerReports(
            new Books(store, () -> OptionalLong.of(1), () -> NOW), List::of, () -> Map.of("key-1", "laptop"));

    private Map<String, Object> cost(String since, String until, String deployment) throws RefusedEditException {
        return reports.cost(since, until, deployment);
    }

    @Test
    void answersForTheLastDayWhereNothingIsAsked() throws RefusedEditException {
        store.append(List.of(new RouterRan("r", new Money(41_600), NOW.minus(Duration.ofDays(2)), NOW)));

        Map<String, Object> day = cost(null, null, null);

        assertThat(day).containsEntry("from", "2026-11-28T10:00:00Z").containsEntry("until", NOW.toString());
        assertThat(day.get("total"))
                .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.MAP)
                .containsEntry("dollars", new BigDecimal("0.998400"));
    }

    @Test
    void takesTimesAgoAndInstants() throws RefusedEditException {
        assertThat(cost("90m", "30m", null))
                .containsEntry("from", "2026-11-29T08:30:00Z")
                .containsEntry("until", "2026-11-29T09:30:00Z");
        assertThat(cost("2026-11-27T00:00:00Z", null, null)).containsEntry("from", "2026-11-27T00:00:00Z");
    }

    @Test
    void saysWhatIsWrongWithATime() {
        assertThatThrownBy(() -> cost("yesterday", null, null))
                .isInstanceOf(RefusedEditException.class)
                .hasMessageStartingWith("since takes a time such as 24h");
        assertThatThrownBy(() -> cost("63d", null, null)).hasMessage("since goes back 62 days at most");
        assertThatThrownBy(() -> cost("1h", "2h", null)).hasMessage("until must be after since");
    }

    @Test
    void keysAreNamedWhereTheirNamesAreKnown() throws RefusedEditException {
        Instant then = NOW.minus(Duration.ofHours(1));
        List<Share> shares = List.of(share("key-1"), share("key-2"));
        store.append(List.of(
                new RouterRan("r", new Money(1_000_000), then, NOW),
                new Worked("r", "rack", Work.NONE, shares, then, Duration.ofHours(1))));

        assertThat(cost("2h", null, null).get("keys"))
                .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.list(Map.class))
                .extracting(key -> key.get("key") + " " + key.get("name"))
                .contains("key-1 laptop", "key-2 null");
    }

    private static Share share(String key) {
        return new Share(Tier.SPOT, key, new Tally(1, 0, 10, 20, Duration.ofSeconds(1)));
    }

    @Test
    void aDeploymentThatNobodyKnowsIsNoZero() throws RefusedEditException {
        assertThatThrownBy(() -> cost(null, null, "rack")).hasMessage("the ledger knows no deployment 'rack'");

        store.append(List.of(new DeploymentRated("rack", "m", new Rates(null, "", null, "", Duration.ZERO), NOW)));
        assertThat(cost(null, null, "rack")).containsKey("total");
    }
}
