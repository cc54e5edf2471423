package io.skipjack.app.events;

import io.skipjack.app.deployments.DeploymentCatalog;
import io.skipjack.app.state.JdbcEventLog;
import io.skipjack.app.state.StampedNote;
import io.skipjack.domain.deployment.RevisionHash;
import io.skipjack.domain.event.EventKinds;
import io.skipjack.domain.event.EventNote;
import io.skipjack.domain.fleet.LeaderEpoch;
import io.skipjack.domain.fleet.StaleEpochException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Tells which deployments are new, changed and gone, by comparing the leader's files with what was told last: so each is
 * told once, though every router has its files and sees them change, and a change made while none ran is told at the next
 * start. Looked at by the writer's thread, after each change and each few seconds that this router leads.
 */
final class DeploymentNews {
    private final DeploymentCatalog catalog;
    private final JdbcEventLog log;
    private final LeaderEpoch leader;
    private final InstantSource clock;
    private final AtomicBoolean asked = new AtomicBoolean();
    private @Nullable Map<String, String> told;
    private long toldUnder;

    DeploymentNews(DeploymentCatalog catalog, JdbcEventLog log, LeaderEpoch leader, InstantSource clock) {
        this.catalog = catalog;
        this.log = log;
        this.leader = leader;
        this.clock = clock;
    }

    /** Has it looked at soon, by the writer's thread; those who ask meanwhile are served by the same look. */
    void ask(EventWriter writer) {
        if (!asked.getAndSet(true) && !writer.afterwards(() -> answer(writer))) {
            asked.set(false);
        }
    }

    private void answer(EventWriter writer) {
        asked.set(false);
        writer.tell(look());
    }

    /** @return how many events came of it */
    private int look() {
        OptionalLong epoch = leader.current();
        Map<String, String> present = fingerprints(catalog.texts());
        if (epoch.isEmpty() || (epoch.getAsLong() == toldUnder && present.equals(told))) {
            return 0;
        }
        Instant now = clock.instant();
        try {
            int fresh = log.tellDeployments(epoch.getAsLong(), present, last -> news(last, present, now));
            told = present;
            toldUnder = epoch.getAsLong();
            return fresh;
        } catch (StaleEpochException overtaken) {
            return 0;
        }
    }

    private static Map<String, String> fingerprints(Map<String, String> texts) {
        Map<String, String> fingerprints = new TreeMap<>();
        texts.forEach((name, text) -> fingerprints.put(name, RevisionHash.of(List.of(text))));
        return fingerprints;
    }

    static List<StampedNote> news(Map<String, String> last, Map<String, String> present, Instant now) {
        List<StampedNote> news = new ArrayList<>();
        new TreeSet<>(last.keySet())
                .stream()
                        .filter(name -> !present.containsKey(name))
                        .forEach(name -> news.add(
                                new StampedNote(note(EventKinds.DEPLOYMENT_REMOVED, name, "is removed"), now)));
        present.forEach((name, fingerprint) -> {
            String before = last.get(name);
            if (before == null) {
                news.add(new StampedNote(note(EventKinds.DEPLOYMENT_DEPLOYED, name, "is deployed"), now));
            } else if (!before.equals(fingerprint)) {
                news.add(new StampedNote(note(EventKinds.DEPLOYMENT_CHANGED, name, "is changed"), now));
            }
        });
        return news;
    }

    private static EventNote note(String kind, String deployment, String words) {
        return EventNote.of(kind, deployment, "", deployment + " " + words);
    }
}
