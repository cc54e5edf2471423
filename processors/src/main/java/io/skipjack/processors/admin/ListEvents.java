package io.skipjack.processors.admin;

import io.skipjack.domain.event.EventLog;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** Answers with events of the log, newest last: those that the query asks for, and the number of the last there is. */
public final class ListEvents implements Processor {
    private final EventLog log;
    private final JsonText json;
    private final InstantSource clock;

    public ListEvents(EventLog log, JsonText json, InstantSource clock) {
        this.log = log;
        this.json = json;
        this.clock = clock;
    }

    @Override
    public void process(Exchange exchange) throws RefusedEditException {
        AdminCall call = new AdminCall(exchange);
        EventParameters parameters = new EventParameters(call::query);
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("last", log.last());
        answer.put(
                "events",
                log.find(parameters.read(clock.instant())).stream()
                        .map(EventMap::of)
                        .toList());
        call.json(200, json.of(answer));
    }
}
