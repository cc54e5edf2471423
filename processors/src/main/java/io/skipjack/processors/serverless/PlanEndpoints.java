package io.skipjack.processors.serverless;

import io.skipjack.domain.deployment.Deployment;
import io.skipjack.domain.fleet.FleetSnapshot;
import io.skipjack.domain.serverless.EndpointAction;
import io.skipjack.domain.serverless.EndpointId;
import io.skipjack.domain.serverless.EndpointReconciliation;
import io.skipjack.domain.serverless.EndpointRecord;
import io.skipjack.domain.serverless.EndpointView;
import io.skipjack.domain.serverless.ServerlessRanking;
import io.skipjack.domain.serverless.ServerlessRevision;
import io.skipjack.domain.serverless.SpotStanding;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.jspecify.annotations.Nullable;

/**
 * Finds what is to be done so that each deployment has the endpoints it is to have: the body becomes a list of {@link
 * EndpointStep}, none about an endpoint that a call is under way for.
 */
public final class PlanEndpoints implements Processor {
    private final EndpointControl control;
    private final ServerlessRankings rankings;
    private final Complaints complaints = new Complaints();

    /** What all deployments of one turn are decided by. */
    private record Turn(
            EndpointLook look,
            FleetSnapshot fleets,
            ServerlessRanking.Facts facts,
            Map<EndpointId, EndpointView.Memory> memory,
            Instant now) {}

    public PlanEndpoints(EndpointControl control) {
        this.control = control;
        this.rankings = new ServerlessRankings(control);
    }

    @Override
    public void process(Exchange exchange) {
        control.epoch();
        EndpointLook look = control.look();
        List<EndpointStep> steps = new ArrayList<>();
        if (!look.names().isEmpty()) {
            Turn turn = turn(look);
            look.names().forEach(name -> steps.addAll(steps(view(name, turn), turn.now())));
        }
        exchange.getMessage().setBody(steps);
    }

    private Turn turn(EndpointLook look) {
        Instant now = control.now();
        ServerlessRanking.Facts facts = rankings.facts(
                control.settings().book().apply(now),
                control.memory().endpoints().coldStarts());
        return new Turn(
                look,
                control.memory().fleets().snapshot(),
                facts,
                control.calls().memory(),
                now);
    }

    private List<EndpointStep> steps(EndpointView view, Instant now) {
        complaints.of(view);
        List<EndpointStep> steps = new ArrayList<>();
        for (EndpointAction action :
                EndpointReconciliation.plan(view, control.settings().timing(), now)) {
            EndpointStep step = new EndpointStep(view.at(action.record().id().provider()), action);
            if (!control.calls().isUnderWay(step.provider(), step.name())) {
                steps.add(step);
            }
        }
        return steps;
    }

    private EndpointView view(String name, Turn turn) {
        List<EndpointRecord> records = turn.look().records(name);
        return new EndpointView(
                control.owner(),
                name,
                wanted(turn.look().deployment(name), records, turn),
                records,
                SpotStanding.of(name, turn.fleets()),
                turn.memory(),
                unusable(records));
    }

    private EndpointView.@Nullable Wanted wanted(
            @Nullable Deployment deployment, List<EndpointRecord> records, Turn turn) {
        if (deployment == null) {
            return null;
        }
        return new EndpointView.Wanted(
                deployment.model(),
                ServerlessRevision.of(deployment),
                Objects.requireNonNull(deployment.endpoint()),
                rankings.rank(deployment, records, turn.facts(), turn.now()),
                control.mayChoose());
    }

    private Map<String, String> unusable(List<EndpointRecord> records) {
        Map<String, String> unusable = new HashMap<>();
        for (EndpointRecord record : records) {
            String why = control.providers().unusable(record.id().provider());
            if (why != null) {
                unusable.put(record.id().provider(), why);
            }
        }
        return unusable;
    }
}
