package io.skipjack.processors.fleet;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What was complained of last about each subject, so that a turn that comes every second says it once. */
final class Grievances {
    private final Map<String, String> last = new ConcurrentHashMap<>();

    boolean isNew(String subject, String complaint) {
        return !complaint.equals(last.put(subject, complaint));
    }

    void settled(String subject) {
        last.remove(subject);
    }
}
