package io.skipjack.processors.admin;

import io.skipjack.domain.provider.ProviderUnavailableException;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** Keeps why a source could not be asked; it is told in the place of its lines, and the others are told as ever. */
public final class NoteLogFailure implements Processor {
    private final LogDesk desk;

    public NoteLogFailure(LogDesk desk) {
        this.desk = desk;
    }

    @Override
    public void process(Exchange exchange) {
        LogQuestion question = exchange.getVariable("question", LogQuestion.class);
        Throwable thrown = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class);
        String said = thrown instanceof ProviderUnavailableException
                ? String.valueOf(thrown.getMessage())
                : thrown.getClass().getSimpleName() + ": " + thrown.getMessage();
        question.log().failed(desk.teller().redaction().apply(said), desk.now());
    }
}
