package io.skipjack.processors.serverless;

import io.skipjack.domain.deployment.Deployment;
import io.skipjack.domain.serverless.EndpointAction;
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

    public PlanEndpoints(EndpointControl control) {
        this.control = control;
        this.rankings = new ServerlessRankings(control);
    }

    @Override
    public void process(Exchange exchange) {
        control.epoch();
        Instant now = control.now();
        EndpointLook look = EndpointLook.of(
                control.deployments().withEndpoint(),
                control.memory().endpoints().endpoints(),
                control.memory().fleets().snapshot());
        ServerlessRanking.Facts facts = rankings.facts(
                control.settings().book().apply(now),
                control.memory().endpoints().coldStarts());
        List<EndpointStep> steps = new ArrayList<>();
        for (String name : look.names()) {
            steps.addAll(steps(view(name, look, facts, now), now));
        }
        exchange.getMessage().setBody(steps);
    }

    private List<EndpointStep> steps(EndpointView view, Instant now) {
        complaints.of(view);
        List<EndpointStep> steps = new ArrayList<>();
        for (EndpointAction action :
                EndpointReconciliation.plan(view, control.settings().timing(), now)) {
            EndpointRecord seen = view.records().stream()
                    .filter(record -> record.id().equals(action.record().id()))
                    .findFirst()
                    .orElse(null);
            EndpointStep step = new EndpointStep(seen, action);
            if (!control.calls().isUnderWay(step.provider(), step.name())) {
                steps.add(step);
            }
        }
        return steps;
    }

    private EndpointView view(String name, EndpointLook look, ServerlessRanking.Facts facts, Instant now) {
        List<EndpointRecord> records = look.records(name);
        return new EndpointView(
                control.owner(),
                name,
                wanted(look.deployment(name), records, facts, now),
                records,
                SpotStanding.of(name, look.fleets()),
                control.calls().memory(),
                unusable(records));
    }

    private EndpointView.@Nullable Wanted wanted(
            @Nullable Deployment deployment, List<EndpointRecord> records, ServerlessRanking.Facts facts, Instant now) {
        if (deployment == null) {
            return null;
        }
        return new EndpointView.Wanted(
                deployment.model(),
                ServerlessRevision.of(deployment),
                Objects.requireNonNull(deployment.endpoint()),
                rankings.rank(deployment, records, facts, now),
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
