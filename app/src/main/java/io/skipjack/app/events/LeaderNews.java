package io.skipjack.app.events;

import io.skipjack.app.state.Leadership;
import io.skipjack.domain.event.EventBook;
import io.skipjack.domain.event.EventKinds;
import io.skipjack.domain.event.EventNote;
import java.util.OptionalLong;

/**
 * Tells each time that this router begins to lead. Only its beginning: a leader that is cut off cannot tell of its end, and
 * whoever follows it tells of the change.
 */
final class LeaderNews implements AutoCloseable {
    private final Leadership leadership;
    private final EventBook events;
    private final Leadership.Registration registration;
    private final String router;
    private long told;

    /** @param router this one's name */
    LeaderNews(Leadership leadership, EventBook events, String router) {
        this.leadership = leadership;
        this.events = events;
        this.router = router;
        this.registration = leadership.onChange(this::look);
    }

    private synchronized void look() {
        OptionalLong epoch = leadership.current();
        if (epoch.isPresent() && epoch.getAsLong() != told) {
            told = epoch.getAsLong();
            events.note(EventNote.of(
                            EventKinds.LEADER_CHANGED,
                            "",
                            router,
                            "%s decides about fleets from now on".formatted(router))
                    .with("router", router)
                    .with("epoch", told)
                    .once(String.valueOf(told)));
        }
    }

    @Override
    public void close() {
        registration.cancel();
    }
}
