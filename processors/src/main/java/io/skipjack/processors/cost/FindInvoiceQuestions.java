package io.skipjack.processors.cost;

import io.skipjack.domain.ledger.CostLedger;
import io.skipjack.domain.ledger.EndpointCharges;
import io.skipjack.domain.provider.InvoiceRequest;
import io.skipjack.domain.serverless.EndpointRef;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/**
 * Finds which providers may have said what they charge for an endpoint: the body becomes a list of {@link InvoiceQuestion}.
 * The last day or two are asked for again, since bills are corrected; long after an endpoint has gone nothing is.
 */
public final class FindInvoiceQuestions implements Processor {
    private static final Duration LATEST = Duration.ofDays(3);

    private final Books books;
    private final Duration interval;
    private final Map<EndpointRef, Instant> asked = new HashMap<>();

    /** @param interval between two questions about one endpoint */
    public FindInvoiceQuestions(Books books, InvoiceInterval interval) {
        this.books = books;
        this.interval = interval.interval();
    }

    /** What one provider is to be asked. */
    public record InvoiceQuestion(String provider, InvoiceRequest request) {}

    @Override
    public synchronized void process(Exchange exchange) {
        CostLedger ledger = books.ledger();
        Instant now = books.now();
        List<InvoiceQuestion> questions = new ArrayList<>();
        for (EndpointRef ref : ledger.refs()) {
            EndpointCharges known = ledger.endpoint(ref.id());
            Instant from = known.openBillFrom();
            Instant last = asked.get(ref);
            boolean due = last == null || !now.isBefore(last.plus(interval));
            if (from == null || !due || known.ranUntil(now).plus(LATEST).isBefore(now)) {
                continue;
            }
            asked.put(ref, now);
            questions.add(new InvoiceQuestion(ref.id().provider(), new InvoiceRequest(ref, from, now)));
        }
        exchange.getMessage().setBody(questions);
    }
}
