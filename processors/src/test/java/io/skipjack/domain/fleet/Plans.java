package io.skipjack.domain.fleet;

import static io.skipjack.domain.fleet.FleetExamples.NOW;
import static io.skipjack.domain.fleet.FleetExamples.TIMING;
import static io.skipjack.domain.fleet.FleetExamples.view;

import io.skipjack.domain.fleet.FleetAction.Drain;
import io.skipjack.domain.fleet.FleetAction.Launch;
import io.skipjack.domain.fleet.FleetAction.RepeatLaunch;
import io.skipjack.domain.fleet.FleetAction.Terminate;
import java.time.Instant;
import java.util.List;

/** Plans in few words, such as {@code drain rack-1 interrupted}. */
final class Plans {
    private Plans() {}

    static ReplicaId id(int number) {
        return new ReplicaId(FleetExamples.RACK, number);
    }

    static List<FleetAction> plan(FleetView view) {
        return Reconciliation.plan(view, TIMING, NOW);
    }

    static List<String> words(FleetView view) {
        return words(view, NOW);
    }

    static List<String> words(FleetView view, Instant now) {
        return Reconciliation.plan(view, TIMING, now).stream().map(Plans::words).toList();
    }

    private static String words(FleetAction action) {
        return switch (action) {
            case Launch launch ->
                "launch %s %s".formatted(launch.replica(), launch.capacityType().label());
            case RepeatLaunch repeat -> "repeat %s".formatted(repeat.replica());
            case Drain drain ->
                "drain %s %s".formatted(drain.replica(), drain.why().label());
            case Terminate terminate ->
                "terminate %s %s".formatted(terminate.replica(), terminate.why().label());
        };
    }
}
