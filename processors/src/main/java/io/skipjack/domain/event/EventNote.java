package io.skipjack.domain.event;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is to become an {@link OperatorEvent}; its fields are explained there.
 *
 * @param mark names the transition where several routers, or one twice, may note it: of two notes with the same mark the
 *     log keeps the first. Null where whoever notes it knows that nobody else does
 */
public record EventNote(
        String kind,
        String deployment,
        String subject,
        String text,
        Map<String, String> facts,
        @Nullable String mark) {
    public EventNote {
        facts = Map.copyOf(facts);
    }

    /** One that nobody else notes. */
    public static EventNote of(String kind, String deployment, String subject, String text) {
        return new EventNote(kind, deployment, subject, text, Map.of(), null);
    }

    public EventNote with(String fact, Object value) {
        Map<String, String> more = new LinkedHashMap<>(facts);
        more.put(fact, String.valueOf(value));
        return new EventNote(kind, deployment, subject, text, more, mark);
    }

    /** Kept once for these words, beside the kind. */
    public EventNote once(String words) {
        return new EventNote(kind, deployment, subject, text, facts, kind + "/" + words);
    }
}
