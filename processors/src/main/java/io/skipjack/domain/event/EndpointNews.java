package io.skipjack.domain.event;

import io.skipjack.domain.serverless.EndpointRecord;
import io.skipjack.domain.serverless.EndpointState;
import java.util.ArrayList;
import java.util.List;

/** What is worth telling of a serverless endpoint's way. */
public final class EndpointNews {
    /** One delete in a row that fails may be a provider's bad moment. */
    private static final int PATIENCE = 3;

    private EndpointNews() {}

    /** Of what a call made of its record. */
    public static List<EventNote> between(EndpointRecord before, EndpointRecord after) {
        List<EventNote> news = new ArrayList<>();
        boolean stepped = before.state() != after.state();
        if (stepped && after.state() == EndpointState.DEPLOYED) {
            news.add(note(EventKinds.ENDPOINT_DEPLOYED, after, "is deployed"));
        }
        if (stepped && after.state() == EndpointState.REFUSED) {
            news.add(note(EventKinds.ENDPOINT_REFUSED, after, "is refused: " + after.reason())
                    .with("reason", after.reason()));
        }
        boolean leaving = after.state() == EndpointState.DESTROYING || after.state() == EndpointState.REFUSED;
        if (leaving && !stepped && before.failures() < PATIENCE && after.failures() >= PATIENCE) {
            news.add(note(EventKinds.ENDPOINT_LEFT_BEHIND, after, "is not gone and may cost money: " + after.reason())
                    .with("reason", after.reason()));
        }
        return news;
    }

    /** Of one that is on record no more; a refusal that is only forgotten is no news. */
    public static List<EventNote> forgotten(EndpointRecord last) {
        return last.state() == EndpointState.DESTROYING
                ? List.of(note(EventKinds.ENDPOINT_REMOVED, last, "is removed; nothing is left of it"))
                : List.of();
    }

    private static EventNote note(String kind, EndpointRecord record, String words) {
        String deployment = record.id().deployment();
        String provider = record.id().provider();
        return EventNote.of(
                        kind,
                        deployment,
                        provider,
                        "the endpoint of %s at %s %s".formatted(deployment, provider, words))
                .with("provider", provider)
                .with("name", record.name())
                .with("gpu", record.gpu());
    }
}
