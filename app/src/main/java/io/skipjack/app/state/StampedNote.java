package io.skipjack.app.state;

import io.skipjack.domain.event.EventNote;
import java.time.Instant;

/** A note with the instant at which it was made, which is before it could be written. */
public record StampedNote(EventNote note, Instant at) {}
