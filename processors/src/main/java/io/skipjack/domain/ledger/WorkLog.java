package io.skipjack.domain.ledger;

import io.skipjack.domain.deployment.Tier;
import io.skipjack.domain.ledger.LedgerEvent.Share;
import io.skipjack.domain.ledger.LedgerEvent.Worked;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The work done, by minute; older work by the hour. Immutable.
 *
 * @param minutesSince a whole hour: what lies before it is kept by the hour
 * @param slots by the begin of their minute or hour, then by deployment
 */
record WorkLog(Instant minutesSince, NavigableMap<Instant, Map<String, Slot>> slots) {
    static final WorkLog EMPTY = new WorkLog(Instant.EPOCH, new TreeMap<>());

    /** Whose requests, answered by which tier (null: none). */
    record Who(@Nullable Tier tier, String apiKey) {}

    /** One deployment's work in one minute or hour, by router. */
    record Slot(Map<String, Work> works, Map<Who, Tally> tallies) {
        static final Slot NONE = new Slot(Map.of(), Map.of());

        /** Of all routers together. */
        Work work() {
            return works.values().stream().reduce(Work.NONE, Work::beside);
        }

        Slot with(Worked worked) {
            Map<String, Work> more = new HashMap<>(works);
            more.merge(worked.router(), worked.work(), Work::plus);
            Map<Who, Tally> all = new HashMap<>(tallies);
            for (Share share : worked.shares()) {
                all.merge(new Who(share.tier(), share.apiKey()), share.tally(), Tally::plus);
            }
            return new Slot(more, all);
        }

        /** With another minute's, in the hour that both belong to. */
        Slot then(Slot next) {
            Map<Who, Tally> all = new HashMap<>(tallies);
            next.tallies.forEach((who, tally) -> all.merge(who, tally, Tally::plus));
            return new Slot(Map.of("", work().plus(next.work())), all);
        }
    }

    /** The begin of the minute or hour that an instant lies in. */
    Instant begin(Instant instant) {
        return instant.truncatedTo(instant.isBefore(minutesSince) ? ChronoUnit.HOURS : ChronoUnit.MINUTES);
    }

    WorkLog with(Iterable<Worked> done) {
        NavigableMap<Instant, Map<String, Slot>> more = new TreeMap<>(slots);
        for (Worked worked : done) {
            Instant begin = begin(worked.at());
            Map<String, Slot> deployments = new HashMap<>(more.getOrDefault(begin, Map.of()));
            deployments.merge(worked.deployment(), Slot.NONE.with(worked), (slot, first) -> slot.with(worked));
            more.put(begin, deployments);
        }
        return new WorkLog(minutesSince, more);
    }

    /** Keeps by the hour what lies before that hour. */
    WorkLog byTheHourBefore(Instant hour) {
        Instant since = hour.truncatedTo(ChronoUnit.HOURS);
        if (!since.isAfter(minutesSince)) {
            return this;
        }
        NavigableMap<Instant, Map<String, Slot>> coarser = new TreeMap<>();
        slots.forEach((begin, deployments) -> {
            Instant slot = begin.isBefore(since) ? begin.truncatedTo(ChronoUnit.HOURS) : begin;
            Map<String, Slot> into = coarser.computeIfAbsent(slot, none -> new HashMap<>());
            deployments.forEach((name, work) -> into.merge(name, work, Slot::then));
        });
        return new WorkLog(since, coarser);
    }

    /** Without what was done before. */
    WorkLog since(Instant before) {
        return slots.isEmpty() || !slots.firstKey().isBefore(before)
                ? this
                : new WorkLog(minutesSince, new TreeMap<>(slots.tailMap(before, true)));
    }

    NavigableMap<Instant, Map<String, Slot>> between(Instant from, Instant until) {
        return until.isAfter(from) ? slots.subMap(from, true, until, false) : new TreeMap<>();
    }
}
