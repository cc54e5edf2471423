package io.skipjack.processors.cost;

import io.skipjack.domain.cost.Invoice;
import io.skipjack.domain.ledger.LedgerEvent;
import io.skipjack.domain.ledger.LedgerEvent.Invoiced;
import io.skipjack.domain.provider.InvoiceRequest;
import io.skipjack.domain.serverless.EndpointId;
import io.skipjack.processors.cost.FindInvoiceQuestions.InvoiceQuestion;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
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
        InvoiceRequest request = question.request();
        EndpointId id = request.endpoint().id();
        Collection<?> answer = exchange.getMessage().getBody(Collection.class);
        List<Invoice> said = answer.stream()
                .map(Invoice.class::cast)
                .filter(invoice -> !invoice.from().isBefore(request.from()))
                .toList();
        Optional<Invoice> unsaid = books.ledger().endpoint(id).nothingMore(said, request.until());
        books.noteAsLeader(Stream.concat(said.stream(), unsaid.stream())
                .<LedgerEvent>map(invoice -> new Invoiced(question.provider(), id.deployment(), invoice))
                .toList());
    }
}
