package io.skipjack.app.logs;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import io.skipjack.domain.log.LogComponent;
import io.skipjack.domain.log.LogLine;
import io.skipjack.domain.log.Mention;
import io.skipjack.domain.log.SourceLog;
import io.skipjack.processors.admin.RouterLog;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.slf4j.LoggerFactory;

/**
 * The last lines that this router wrote to its own log, in memory: the oldest go when there are more than 5000. A line
 * concerns a deployment that it names, or that its MDC names under {@value #DEPLOYMENT}. Without stack traces.
 */
final class LogRing extends AppenderBase<ILoggingEvent> implements RouterLog, AutoCloseable {
    static final String DEPLOYMENT = "deployment";
    static final int MOST = 5_000;
    private static final int LONGEST = 2_000;

    private final String router;
    private final Supplier<UnaryOperator<String>> redaction;
    private final Deque<Entry> entries = new ArrayDeque<>();

    /**
     * @param router this router's name
     * @param redaction takes what we know to be secret out of a line; asked once for each look, since a key may have come
     */
    LogRing(String router, Supplier<UnaryOperator<String>> redaction) {
        this.router = router;
        this.redaction = redaction;
    }

    private record Entry(Instant at, String deployment, String text) {}

    /** Keeps all that is logged from now on. */
    LogRing open() {
        setName("log-ring");
        start();
        root().addAppender(this);
        return this;
    }

    @Override
    protected void append(ILoggingEvent event) {
        String text = event.getFormattedMessage();
        Entry entry = new Entry(
                event.getInstant(),
                event.getMDCPropertyMap().getOrDefault(DEPLOYMENT, ""),
                text.length() > LONGEST ? text.substring(0, LONGEST) : text);
        synchronized (entries) {
            entries.addLast(entry);
            if (entries.size() > MOST) {
                entries.removeFirst();
            }
        }
    }

    @Override
    public List<SourceLog.Seen> about(String deployment, Instant since) {
        List<Entry> all;
        synchronized (entries) {
            all = List.copyOf(entries);
        }
        Mention mention = new Mention(deployment);
        UnaryOperator<String> clean = redaction.get();
        return all.stream()
                .filter(entry -> !entry.at().isBefore(since))
                .filter(entry -> entry.deployment().equals(deployment) || mention.isIn(entry.text()))
                .map(entry -> new LogLine(entry.at(), LogComponent.ROUTER, router, clean.apply(entry.text())))
                .map(line -> new SourceLog.Seen(line, line.at()))
                .toList();
    }

    @Override
    public void close() {
        root().detachAppender(this);
        stop();
    }

    private static Logger root() {
        return (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    }
}
