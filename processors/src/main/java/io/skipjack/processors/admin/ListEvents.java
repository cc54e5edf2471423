package io.skipjack.processors.admin;

import io.skipjack.domain.event.EventLog;
import io.skipjack.domain.fleet.StoreUnavailableException;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** Answers with events of the log, newest last: those that the query asks for, and the number of the last there is. */
public final class ListEvents implements Processor {
    private static final int AWAY = 503;

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
        try {
            answer.put("last", log.last());
            answer.put(
                    "events",
                    log.find(parameters.read(clock.instant())).stream()
                            .map(EventMap::of)
                            .toList());
        } catch (StoreUnavailableException away) {
            throw new RefusedEditException(AWAY, String.valueOf(away.getMessage()));
        }
        call.json(200, json.of(answer));
    }
}
