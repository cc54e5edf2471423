package io.skipjack.provider.kamelet;

import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a Kamelet is asked, and by which names its steps know it.
 *
 * @param operation to be done
 * @param base of the one call it may make; no other origin is called
 * @param patience of that call
 * @param variables for its steps
 */
record KameletQuestion(KameletOperation operation, URI base, Duration patience, Map<String, Object> variables) {
    static final String JSON = "json";
    static final String STATUS = "status";
    static final String URL = "url";
    static final String START = "start";
    static final String CURSOR = "cursor";
    static final String NAME = "name";
    static final String PREFIX = "prefix";
    static final String SETTINGS = "settings";
    static final String OPERATION = "operation";

    /** What {@code ${variable.NAME}} knows, besides what the steps set themselves. */
    static final List<String> NAMES = List.of(OPERATION, NAME, STATUS, URL, START, CURSOR, PREFIX, JSON);

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    static KameletQuestion of(KameletOperation operation, URI base) {
        return new KameletQuestion(operation, base, PATIENCE, Map.of());
    }

    KameletQuestion with(String name, @Nullable Object value) {
        Map<String, Object> more = new HashMap<>(variables);
        if (value != null) {
            more.put(name, value);
        }
        return new KameletQuestion(operation, base, patience, more);
    }
}
