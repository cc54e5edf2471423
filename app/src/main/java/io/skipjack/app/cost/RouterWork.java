package io.skipjack.app.cost;

import io.skipjack.domain.cost.Money;
import io.skipjack.domain.ledger.LedgerEvent;
import io.skipjack.domain.ledger.LedgerEvent.RouterRan;
import io.skipjack.domain.ledger.LedgerEvent.Share;
import io.skipjack.domain.ledger.LedgerEvent.Worked;
import io.skipjack.domain.ledger.Work;
import io.skipjack.processors.cost.WorkSource;
import io.skipjack.processors.inference.UpstreamRegistry;
import io.skipjack.processors.inference.WorkMeters;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * What this router did since it was last asked: GPU time from its meters, requests from its tallies, and its own time. A
 * stretch is never given twice, and the next begins where it ended.
 */
final class RouterWork implements WorkSource {
    private final String router;
    private final Money perHour;
    private final WorkMeters meters;
    private final RequestTallies tallies;
    private final UpstreamRegistry registry;
    private Instant last;

    /** @param life this process of the router: two that bear one name after another are told apart by it */
    RouterWork(Life life, WorkMeters meters, RequestTallies tallies, UpstreamRegistry registry) {
        this.router = life.router();
        this.perHour = life.perHour();
        this.last = life.began();
        this.meters = meters;
        this.tallies = tallies;
        this.registry = registry;
    }

    /**
     * @param router its name
     * @param perHour price of its machine
     * @param began when it started
     */
    record Life(String router, Money perHour, Instant began) {}

    @Override
    public synchronized List<LedgerEvent> take(Instant now) {
        Instant from = last;
        if (!now.isAfter(from)) {
            return List.of();
        }
        last = now;
        List<LedgerEvent> events = new ArrayList<>();
        events.add(new RouterRan(router, perHour, from, now));
        Map<String, Work> works = meters.take(registry.deployments(), now);
        Map<String, List<Share>> shares = tallies.take();
        TreeSet<String> names = new TreeSet<>(works.keySet());
        names.addAll(shares.keySet());
        for (String name : names) {
            events.add(new Worked(
                    router,
                    name,
                    works.getOrDefault(name, Work.NONE),
                    shares.getOrDefault(name, List.of()),
                    from,
                    Duration.between(from, now)));
        }
        return events;
    }
}
