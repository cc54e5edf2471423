package io.skipjack.processors.admin;

import io.skipjack.domain.log.SourceLog;
import java.time.Instant;
import java.util.List;

/** The last lines that this router wrote to its own log. */
public interface RouterLog {
    /** Those that name a deployment and are no older than this, in order. They were seen when they were written. */
    List<SourceLog.Seen> about(String deployment, Instant since);
}
