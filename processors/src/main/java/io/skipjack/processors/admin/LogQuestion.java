package io.skipjack.processors.admin;

import io.skipjack.domain.log.SourceLog;
import java.time.Instant;

/**
 * A source that is to be asked now for what it wrote.
 *
 * @param source which
 * @param provider its name
 * @param operation of that provider that reads it
 * @param request what that operation takes
 * @param asked the oldest line asked for
 */
public record LogQuestion(LogSource source, String provider, String operation, Object request, Instant asked) {
    SourceLog log() {
        return source.log();
    }
}
