package io.skipjack.processors.cost;

import io.skipjack.domain.ledger.CostLedger;
import io.skipjack.domain.ledger.LedgerEvent.LeaseOpened;
import io.skipjack.domain.market.Offer;
import io.skipjack.domain.provider.PriceHistoryRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/**
 * Finds of which offers the prices must be known, because machines of them run or did a moment ago: the body becomes a list
 * of {@link PriceQuestion}.
 */
public final class FindPriceQuestions implements Processor {
    /** A lease that ended between two looks still has the prices of its last minutes to come. */
    private static final Duration AFTER_THE_END = Duration.ofHours(2);

    private final Books books;

    public FindPriceQuestions(Books books) {
        this.books = books;
    }

    /** What one provider is to be asked. */
    public record PriceQuestion(String provider, PriceHistoryRequest request) {}

    @Override
    public void process(Exchange exchange) {
        CostLedger ledger = books.ledger();
        Map<String, Map<Offer, Instant>> since = new TreeMap<>();
        for (LeaseOpened lease : ledger.leasesSince(books.now().minus(AFTER_THE_END))) {
            since.computeIfAbsent(lease.provider(), none -> new java.util.LinkedHashMap<>())
                    .merge(lease.offer(), knownUntil(lease, ledger), FindPriceQuestions::earlier);
        }
        List<PriceQuestion> questions = new ArrayList<>();
        since.forEach((provider, offers) -> {
            Instant first = offers.values().stream().min(Instant::compareTo).orElseThrow();
            questions.add(new PriceQuestion(provider, new PriceHistoryRequest(List.copyOf(offers.keySet()), first)));
        });
        exchange.getMessage().setBody(questions);
    }

    private static Instant knownUntil(LeaseOpened lease, CostLedger ledger) {
        Instant last = ledger.lastPrice(lease.offer());
        return last == null || last.isBefore(lease.at()) ? lease.at() : last;
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }
}
