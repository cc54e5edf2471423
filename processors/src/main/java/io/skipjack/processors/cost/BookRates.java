package io.skipjack.processors.cost;

import io.skipjack.domain.deployment.Deployment;
import io.skipjack.domain.ledger.CostLedger;
import io.skipjack.domain.ledger.LedgerEvent;
import io.skipjack.domain.ledger.LedgerEvent.DeploymentRated;
import io.skipjack.domain.ledger.Rates;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** Writes into the ledger what each deployment's work would cost on serverless and on demand, whenever that changes: comparisons go by the prices of their time. */
public final class BookRates implements Processor {
    private final Books books;
    private final RateSource source;

    public BookRates(Books books, RateSource source) {
        this.books = books;
        this.source = source;
    }

    @Override
    public void process(Exchange exchange) {
        CostLedger ledger = books.ledger();
        Instant now = books.now();
        Map<Deployment, Rates> there = source.rates(now);
        List<LedgerEvent> events = new ArrayList<>();
        there.forEach(
                (deployment, rates) -> rate(deployment, rates, ledger, now).ifPresent(events::add));
        ledger.rated().stream()
                .filter(name ->
                        there.keySet().stream().noneMatch(each -> each.name().equals(name)))
                .forEach(name -> gone(name, ledger, now).ifPresent(events::add));
        books.noteAsLeader(events);
    }

    private static Optional<LedgerEvent> rate(Deployment deployment, Rates rates, CostLedger ledger, Instant now) {
        DeploymentRated last = ledger.lastRates(deployment.name());
        boolean same =
                last != null && rates.equals(last.rates()) && last.model().equals(deployment.model());
        return same
                ? Optional.empty()
                : Optional.of(new DeploymentRated(deployment.name(), deployment.model(), rates, now));
    }

    private static Optional<LedgerEvent> gone(String name, CostLedger ledger, Instant now) {
        DeploymentRated last = ledger.lastRates(name);
        return last == null || last.rates() == null
                ? Optional.empty()
                : Optional.of(new DeploymentRated(name, last.model(), null, now));
    }
}
