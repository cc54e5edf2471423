package io.skipjack.processors.admin;

import io.skipjack.domain.operator.AuditBook;
import io.skipjack.domain.operator.AuditEntry;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** Answers with the newest entries of the audit log, back to where the query says. */
public final class ShowAudit implements Processor {
    private static final int USUAL = 100;
    private static final int MOST = 1000;

    private final AuditBook book;
    private final JsonText json;

    public ShowAudit(AuditBook book, JsonText json) {
        this.book = book;
        this.json = json;
    }

    @Override
    public void process(Exchange exchange) throws RefusedEditException {
        AdminCall call = new AdminCall(exchange);
        Instant since = call.since(Instant.now());
        int limit = call.number("limit", USUAL, MOST);
        call.json(
                200,
                json.of(Map.of(
                        "entries",
                        book.since(since, limit).stream().map(ShowAudit::map).toList())));
    }

    private static Map<String, Object> map(AuditEntry entry) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("id", entry.id());
        map.put("at", entry.at().toString());
        map.put("who", entry.by().who());
        map.put("role", entry.by().role().label());
        map.put("via", entry.via());
        map.put("action", entry.change().action());
        map.put("target", entry.change().target());
        map.put("before", entry.change().before());
        map.put("after", entry.change().after());
        return map;
    }
}
