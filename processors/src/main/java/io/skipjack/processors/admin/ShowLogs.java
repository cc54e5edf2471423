package io.skipjack.processors.admin;

import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** Answers with what the components of a deployment wrote, in order of time, and with who could not be asked. */
public final class ShowLogs implements Processor {
    private final LogDesk desk;
    private final JsonText json;

    public ShowLogs(LogDesk desk, JsonText json) {
        this.desk = desk;
        this.json = json;
    }

    @Override
    public void process(Exchange exchange) {
        LogReading reading = exchange.getVariable(FindLogSources.READING, LogReading.class);
        new AdminCall(exchange).json(200, json.of(reading.answer(desk)));
    }
}
