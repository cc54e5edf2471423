package io.skipjack.processors.fleet;

import io.skipjack.domain.event.ReplicaNews;
import io.skipjack.domain.fleet.HostReport;
import io.skipjack.domain.fleet.Interruption;
import io.skipjack.domain.fleet.StoreUnavailableException;
import io.skipjack.openai.OpenAiError;
import io.skipjack.openai.OpenAiException;
import java.nio.charset.StandardCharsets;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes in what a host agent says: a notice drains its replica at once at this router, and at the others as soon as they
 * hear of it; the leader finds it in the store and launches the replacement. The body is the post's, the variables
 * {@code time} and {@code signature} its headers.
 */
public final class TakeHostReport implements Processor {
    private static final Logger LOG = LoggerFactory.getLogger(TakeHostReport.class);
    private static final String STORE = "store";
    private static final String REFUSED = "refused";
    private static final byte[] KNOWN = "{\"known\":true}".getBytes(StandardCharsets.UTF_8);

    private final FleetControl control;
    private final ReplicaTraffic traffic;
    private final HostReportReader reader;
    private final Heartbeats heartbeats = new Heartbeats();
    private final Grievances grievances = new Grievances();

    public TakeHostReport(FleetControl control, ReplicaTraffic traffic, HostReportReader reader) {
        this.control = control;
        this.traffic = traffic;
        this.reader = reader;
    }

    @Override
    public void process(Exchange exchange) throws OpenAiException {
        SignedReport signed = read(exchange);
        grievances.settled(REFUSED);
        HostReport report = signed.report();
        Interruption interruption = report.interruption();
        if (!known(signed)) {
            throw new OpenAiException(error(404, "This is no replica of ours."));
        }
        if (interruption != null && interruption.kind() == Interruption.Kind.END) {
            traffic.drain(report.replica(), interruption.cutAt());
            control.events().note(ReplicaNews.interrupted(report.replica(), interruption));
        }
        say(report);
        exchange.getMessage().setBody(KNOWN);
    }

    private SignedReport read(Exchange exchange) throws OpenAiException {
        try {
            return reader.read(
                    exchange.getMessage().getBody(byte[].class),
                    exchange.getVariable("time", String.class),
                    exchange.getVariable("signature", String.class));
        } catch (HostReportRefusedException refused) {
            String complaint = String.valueOf(refused.getMessage());
            if (grievances.isNew(REFUSED, complaint)) {
                LOG.warn("a host report is refused, and others like it: {}", complaint);
            }
            throw new OpenAiException(
                    refused.authentic()
                            ? error(400, "The report cannot be read.")
                            : error(401, "The report is not signed by one of ours."));
        }
    }

    /** Whether its replica is ours and lives. A heartbeat is written down once a minute, since all of them are too many. */
    private boolean known(SignedReport signed) {
        HostReport report = signed.report();
        if (signed.heartbeat() && heartbeats.recent(report, control.now()) && traffic.knows(report.replica())) {
            return true;
        }
        try {
            boolean known = control.store().report(report, control.now());
            heartbeats.taken(report, known, control.now());
            grievances.settled(STORE);
            return known;
        } catch (StoreUnavailableException away) {
            // our own trouble must not make healthy hosts end themselves
            String complaint = String.valueOf(away.getMessage());
            if (grievances.isNew(STORE, complaint)) {
                LOG.warn("a host report of {} is not written down, nor are others: {}", report.replica(), complaint);
            }
            return traffic.knows(report.replica());
        }
    }

    private static void say(HostReport report) {
        if (report.phase() != null) {
            LOG.info("{} is {}", report.replica(), report.phase().label());
        }
        if (report.interruption() != null) {
            LOG.warn(
                    "{} has a notice: {}, deadline {}",
                    report.replica(),
                    report.interruption().kind() == Interruption.Kind.END ? "it is taken back" : "it may be taken back",
                    report.interruption().deadline() == null
                            ? "none"
                            : report.interruption().deadline());
        }
        if (report.failure() != null) {
            LOG.warn("{} cannot boot: {}", report.replica(), report.failure());
        }
    }

    private static OpenAiError error(int status, String message) {
        return new OpenAiError(status, "invalid_request_error", null, message, null, null);
    }
}
