package io.skipjack.processors.admin;

import io.skipjack.domain.event.OperatorEvent;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/** An event as it is shown: in the API, in streams and to webhooks alike. */
public final class EventMap {
    private EventMap() {}

    public static Map<String, Object> of(OperatorEvent event) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("seq", event.seq());
        map.put("at", event.at().toString());
        map.put("kind", event.kind());
        map.put("deployment", event.deployment());
        map.put("subject", event.subject());
        map.put("text", event.text());
        map.put("facts", new TreeMap<>(event.facts()));
        return map;
    }
}
