package io.skipjack.processors.fleet;

import io.skipjack.domain.fleet.HostReport;
import io.skipjack.domain.fleet.ReplicaId;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * When each host's word was last written down. A host is a replica and a machine: one that only goes by a replica's name
 * is not known because the right one is.
 */
final class Heartbeats {
    private static final Duration EACH = Duration.ofMinutes(1);

    private final Map<Host, Instant> written = new ConcurrentHashMap<>();

    private record Host(ReplicaId replica, String machine) {
        static Host of(HostReport report) {
            return new Host(report.replica(), report.leaseId());
        }
    }

    /** Whether it was written down within the last minute; a clock that was set back writes again. */
    boolean recent(HostReport report, Instant now) {
        Instant last = written.get(Host.of(report));
        return last != null && !now.isBefore(last) && now.isBefore(last.plus(EACH));
    }

    void taken(HostReport report, boolean known, Instant now) {
        if (known) {
            written.put(Host.of(report), now);
        } else {
            written.remove(Host.of(report));
        }
        // those that ended do not say so here
        written.values().removeIf(last -> now.isAfter(last.plus(EACH)));
    }
}
