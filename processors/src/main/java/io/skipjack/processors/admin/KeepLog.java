package io.skipjack.processors.admin;

import io.skipjack.domain.fleet.LeaseLog;
import io.skipjack.domain.log.LogLine;
import io.skipjack.domain.serverless.EndpointLog;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** Keeps what a source answered: the body is what the provider gave, the variable {@code question} what was asked. */
public final class KeepLog implements Processor {
    private final LogDesk desk;

    public KeepLog(LogDesk desk) {
        this.desk = desk;
    }

    @Override
    public void process(Exchange exchange) {
        LogQuestion question = exchange.getVariable("question", LogQuestion.class);
        List<LogLine> lines = new ArrayList<>();
        for (Object each : exchange.getMessage().getBody(List.class)) {
            LogLine line = line(question, each);
            // what has no time of its own stands at the instant that was asked from: it was there before
            if (line.at().isAfter(question.asked())) {
                lines.add(line);
            }
        }
        question.log().took(question.asked(), lines, desk.now());
    }

    private LogLine line(LogQuestion question, Object each) {
        return switch (each) {
            case LeaseLog line -> line(question.source(), line.at(), line.text());
            case EndpointLog line -> line(question.source(), line.at(), line.text());
            default ->
                throw new IllegalArgumentException(
                        "a log has lines, not a " + each.getClass().getName());
        };
    }

    private LogLine line(LogSource source, Instant at, String text) {
        return new LogLine(
                at, source.component(), source.name(), desk.teller().redaction().apply(text));
    }
}
