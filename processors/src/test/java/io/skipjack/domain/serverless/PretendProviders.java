package io.skipjack.domain.serverless;

import static org.assertj.core.api.Assertions.assertThat;

import io.skipjack.domain.deployment.ServerlessSpec;
import io.skipjack.domain.deployment.UpstreamLimits;
import io.skipjack.domain.fleet.Refusal;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Two providers that misbehave as they are told, and a store: what the rules must keep in order. */
final class PretendProviders {
    /** All goes well. */
    static final int WELL = 0;

    private static final DeployOutcome.Deployed THERE = new DeployOutcome.Deployed(Endpoints.URL, Map.of("id", "e"));

    /** What providers hold, whoever knows of it. */
    final Set<EndpointId> held = new TreeSet<>(java.util.Comparator.comparing(EndpointId::toString));

    private final Map<EndpointId, EndpointRecord> store = new LinkedHashMap<>();
    private final ServerlessSpec spec;
    private boolean wanted = true;
    private int revision = 1;
    private Instant now = Endpoints.NOW;

    PretendProviders(ServerlessSpec spec) {
        this.spec = spec;
    }

    /** From now on nothing goes wrong, and this is what is wanted. */
    void behaves(boolean isWanted) {
        wanted = isWanted;
    }

    List<EndpointState> states() {
        return store.values().stream()
                .filter(record -> record.state() != EndpointState.REFUSED || held.contains(record.id()))
                .map(EndpointRecord::state)
                .toList();
    }

    List<EndpointRecord> deployed() {
        return store.values().stream()
                .filter(record -> record.state() == EndpointState.DEPLOYED)
                .toList();
    }

    EndpointView view() {
        return new EndpointView(
                "me", "rack", wish(), List.copyOf(store.values()), SpotStanding.NONE, Map.of(), Map.of());
    }

    private EndpointView.Wanted wish() {
        if (!wanted) {
            return null;
        }
        String name = "r" + revision;
        List<ProviderStanding> standings = List.of("one", "two").stream()
                .map(provider -> standing(provider, name))
                .toList();
        ServerlessRanking ranking = ServerlessRanking.rank("model", spec, standings, Endpoints.NO_PRICES);
        return new EndpointView.Wanted("model", name, spec, ranking, true);
    }

    private ProviderStanding standing(String provider, String name) {
        EndpointRecord record = store.get(new EndpointId("rack", provider));
        boolean refused = record != null && EndpointReconciliation.isRefusal(record, name, now);
        return new ProviderStanding(
                provider,
                null,
                List.of("L4"),
                Map.of(),
                Duration.ofSeconds(60),
                0,
                refused
                        ? new ProviderStanding.PastRefusal(record.since(), record.refusedUntil(), record.reason())
                        : null);
    }

    /** One turn of the loop, in which all calls share a fate: a number that says what comes of them. */
    void turn(int fate) {
        now = now.plus(Duration.ofMinutes(fate == WELL ? 5 : 1));
        if (fate == 14) {
            wanted = !wanted;
        } else if (fate == 15) {
            revision++;
        }
        for (EndpointAction action : EndpointReconciliation.plan(view(), Endpoints.TIMING, now)) {
            carryOut(action, fate);
            held.forEach(id -> assertThat(store).as("what is held is on record").containsKey(id));
        }
    }

    private void carryOut(EndpointAction action, int fate) {
        EndpointId id = action.record().id();
        if (action instanceof EndpointAction.Forget) {
            assertThat(held).as("forgotten before it was gone").doesNotContain(id);
            store.remove(id);
            return;
        }
        store.put(id, action.record());
        if (fate == 13) {
            return; // killed between the intent and the call
        }
        switch (action) {
            case EndpointAction.Deploy deploy -> deploy(id, fate);
            case EndpointAction.Destroy destroy -> destroy(id, fate);
            case EndpointAction.Look look -> look(id, fate);
            case EndpointAction.Warm warm -> store.put(id, EndpointTransitions.afterWarm(store.get(id), now));
            case EndpointAction.Scale scale ->
                store.put(id, EndpointTransitions.afterScale(store.get(id), scale.workersMin()));
            case EndpointAction.Forget forget -> throw new IllegalStateException("above");
        }
    }

    private void deploy(EndpointId id, int fate) {
        EndpointRecord before = store.get(id);
        if (fate != 4) {
            held.add(id);
        }
        switch (fate) {
            case 1 -> progress(id, before, new DeployOutcome.InProgress("making it", Map.of("id", "e")));
            case 2, 3 ->
                progress(id, before, new DeployOutcome.Refused(new Refusal(null, Refusal.Kind.QUOTA, "Q", "none")));
            case 4, 5 -> fail(id, before);
            case 6 -> {
                // killed after the call, before its answer was written down
            }
            default -> progress(id, before, THERE);
        }
    }

    private void progress(EndpointId id, EndpointRecord before, DeployOutcome outcome) {
        store.put(id, EndpointTransitions.afterDeploy(before, outcome, UpstreamLimits.NONE, Endpoints.TIMING, now));
    }

    private void fail(EndpointId id, EndpointRecord before) {
        store.put(id, EndpointTransitions.afterFailure(before, "down", null, Endpoints.TIMING, now));
    }

    private void destroy(EndpointId id, int fate) {
        EndpointRecord before = store.get(id);
        switch (fate) {
            case 1, 2 ->
                store.put(
                        id,
                        EndpointTransitions.afterDestroy(
                                before, new DestroyOutcome(List.of("a part")), Endpoints.TIMING, now));
            case 4, 5 -> fail(id, before);
            case 6 -> held.remove(id);
            default -> {
                held.remove(id);
                store.put(id, EndpointTransitions.afterDestroy(before, DestroyOutcome.GONE, Endpoints.TIMING, now));
            }
        }
    }

    private void look(EndpointId id, int fate) {
        EndpointRecord before = store.get(id);
        switch (fate) {
            case 7 -> {
                held.remove(id);
                sight(id, before, EndpointPhase.ABSENT);
            }
            case 8, 9 -> sight(id, before, EndpointPhase.FAILED);
            case 4, 5 -> fail(id, before);
            default -> sight(id, before, EndpointPhase.COLD);
        }
    }

    private void sight(EndpointId id, EndpointRecord before, EndpointPhase phase) {
        store.put(id, EndpointTransitions.afterLook(before, new EndpointSight(phase, 0, ""), Endpoints.TIMING, now));
    }
}
