package io.skipjack.processors.admin;

import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/**
 * Finds who is to be asked for lines of the deployment that the path names: the body becomes a list of {@link LogQuestion},
 * and the variable {@code logs} what is to be answered.
 */
public final class FindLogSources implements Processor {
    static final String READING = "logs";

    private final LogDesk desk;
    private final DeploymentEditor deployments;

    public FindLogSources(LogDesk desk, DeploymentEditor deployments) {
        this.desk = desk;
        this.deployments = deployments;
    }

    @Override
    public void process(Exchange exchange) throws RefusedEditException {
        LogQuery query = LogQuery.of(new AdminCall(exchange), desk.now());
        requireKnown(query.deployment());
        List<LogSource> sources = desk.sources(query);
        exchange.setVariable(READING, new LogReading(query, sources));
        exchange.getMessage().setBody(desk.due(sources, query.since()));
    }

    private void requireKnown(String name) throws RefusedEditException {
        boolean served = deployments.list().stream().anyMatch(each -> name.equals(each.get("name")));
        if (!served && !desk.remembers(name)) {
            throw RefusedEditException.unknown(name);
        }
    }
}
