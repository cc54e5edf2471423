package io.skipjack.processors.cost;

import io.skipjack.domain.cost.Invoice;
import io.skipjack.domain.ledger.LedgerEvent;
import io.skipjack.domain.ledger.LedgerEvent.Invoiced;
import io.skipjack.processors.cost.FindInvoiceQuestions.InvoiceQuestion;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** Writes into the ledger what a provider says that it charges; the body is a collection of {@link Invoice}, the variable {@code question} what was asked. */
public final class BookInvoices implements Processor {
    private final Books books;

    public BookInvoices(Books books) {
        this.books = books;
    }

    @Override
    public void process(Exchange exchange) {
        InvoiceQuestion question = exchange.getVariable("question", InvoiceQuestion.class);
        String deployment = question.request().endpoint().id().deployment();
        Collection<?> invoices = exchange.getMessage().getBody(Collection.class);
        List<LedgerEvent> events = new ArrayList<>();
        for (Object each : invoices) {
            Invoice invoice = (Invoice) each;
            if (!invoice.from().isBefore(question.request().from())) {
                events.add(new Invoiced(question.provider(), deployment, invoice));
            }
        }
        books.noteAsLeader(events);
    }
}
