package io.skipjack.processors.admin;

import io.skipjack.domain.fleet.FleetSnapshot;
import io.skipjack.domain.fleet.FleetStore;
import io.skipjack.domain.fleet.LeaderEpoch;
import io.skipjack.domain.fleet.Replica;
import io.skipjack.domain.log.LogComponent;
import io.skipjack.domain.log.SourceLog;
import io.skipjack.domain.serverless.EndpointRecord;
import io.skipjack.domain.serverless.EndpointStore;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;

/**
 * Knows who writes logs of a deployment, and keeps what was read of each, so that a provider is asked at most once in
 * {@link #PAUSE} for each component of a deployment, however many follow it. Safe for many threads.
 */
public final class LogDesk {
    /** Between two questions to a component's sources, one after the other. */
    static final Duration PAUSE = Duration.ofSeconds(3);
    /** What has ended may show its last lines a little later. */
    private static final Duration PAUSE_OF_ENDED = Duration.ofSeconds(30);
    /** A source that nobody asked for as long is forgotten. */
    private static final Duration KEPT = Duration.ofMinutes(30);

    private final FleetStore fleets;
    private final EndpointStore endpoints;
    private final Teller teller;
    private final InstantSource clock;
    private final Instant began;
    private final Map<String, SourceLog> logs = new ConcurrentHashMap<>();

    /**
     * Who answers.
     *
     * @param name this router's
     * @param log its own lines
     * @param leader whether it is the one that decides
     * @param redaction takes what we know to be secret out of a line
     */
    public record Teller(String name, RouterLog log, LeaderEpoch leader, UnaryOperator<String> redaction) {}

    public LogDesk(FleetStore fleets, EndpointStore endpoints, Teller teller, InstantSource clock) {
        this.fleets = fleets;
        this.endpoints = endpoints;
        this.teller = teller;
        this.clock = clock;
        this.began = clock.instant();
    }

    Teller teller() {
        return teller;
    }

    /** When this router began to keep lines: those of another start are other lines. */
    Instant began() {
        return began;
    }

    Instant now() {
        return clock.instant();
    }

    /** All replicas and endpoints that may have written what is asked for. */
    List<LogSource> sources(LogQuery query) {
        forgetOld();
        List<LogSource> sources = new ArrayList<>();
        if (query.wants(LogComponent.SPOT)) {
            FleetSnapshot snapshot = fleets.snapshot();
            snapshot.replicas().stream()
                    .filter(replica -> replica.id().deployment().equals(query.deployment()))
                    .filter(replica -> !endedBefore(replica, query.since()))
                    .forEach(replica -> sources.add(LogSource.of(replica, log("spot " + replica.id()))));
        }
        if (query.wants(LogComponent.SERVERLESS)) {
            String owner = fleets.owner();
            records(query.deployment())
                    .forEach(record -> sources.add(LogSource.of(record, owner, log("serverless " + record.id()))));
        }
        return sources;
    }

    /** Those of them to be asked now. Each must then be answered for in its {@link SourceLog}. */
    List<LogQuestion> due(List<LogSource> sources, Instant since) {
        Instant now = now();
        List<LogQuestion> questions = new ArrayList<>();
        for (LogSource source : sources) {
            Instant from = source.canBeAsked() ? source.log().begin(since, pause(source, sources), now) : null;
            if (from != null) {
                questions.add(source.question(from));
            }
        }
        return questions;
    }

    private static Duration pause(LogSource source, List<LogSource> sources) {
        long writing = sources.stream()
                .filter(other -> other.component() == source.component() && !other.over())
                .count();
        return source.over() ? PAUSE_OF_ENDED : PAUSE.multipliedBy(Math.max(1, writing));
    }

    /** Whether the store remembers a deployment of that name, also one that is being removed. */
    boolean remembers(String deployment) {
        return !records(deployment).isEmpty() || fleets.fleetState(deployment) != null;
    }

    private List<EndpointRecord> records(String deployment) {
        return endpoints.endpoints().stream()
                .filter(record -> record.id().deployment().equals(deployment))
                .toList();
    }

    private static boolean endedBefore(Replica replica, Instant since) {
        return replica.endedAt() != null && replica.endedAt().isBefore(since);
    }

    private SourceLog log(String key) {
        return logs.computeIfAbsent(key, any -> new SourceLog());
    }

    private void forgetOld() {
        Instant old = now().minus(KEPT);
        logs.values().removeIf(log -> {
            Instant asked = log.askedAt();
            return asked != null && asked.isBefore(old);
        });
    }
}
