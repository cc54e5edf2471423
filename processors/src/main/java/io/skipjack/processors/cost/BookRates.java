package io.skipjack.processors.cost;

import io.skipjack.domain.deployment.Deployment;
import io.skipjack.domain.ledger.CostLedger;
import io.skipjack.domain.ledger.LedgerEvent;
import io.skipjack.domain.ledger.LedgerEvent.DeploymentRated;
import io.skipjack.domain.ledger.Rates;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
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
        List<LedgerEvent> events = new ArrayList<>();
        Set<String> there = new HashSet<>();
        for (Deployment deployment : source.deployments()) {
            there.add(deployment.name());
            Rates rates = source.of(deployment, now);
            DeploymentRated last = ledger.lastRates(deployment.name());
            if (last == null || !rates.equals(last.rates()) || !last.model().equals(deployment.model())) {
                events.add(new DeploymentRated(deployment.name(), deployment.model(), rates, now));
            }
        }
        for (String name : ledger.rated()) {
            DeploymentRated last = ledger.lastRates(name);
            if (!there.contains(name) && last != null && last.rates() != null) {
                events.add(new DeploymentRated(name, last.model(), null, now));
            }
        }
        books.noteAsLeader(events);
    }
}
