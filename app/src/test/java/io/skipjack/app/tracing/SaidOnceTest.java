package io.skipjack.app.tracing;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.Collection;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class SaidOnceTest {
    private final Logger logger = (Logger) LoggerFactory.getLogger(SaidOnce.class);
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private final Collector collector = new Collector();
    private final SaidOnce exporter = new SaidOnce(collector, "http://c:4318/v1/traces");

    @BeforeEach
    void listen() {
        log.start();
        logger.addAppender(log);
    }

    @AfterEach
    void stop() {
        logger.detachAppender(log);
    }

    @Test
    void aCollectorThatIsAwayIsSaidOnceAndSoIsItsReturn() {
        exporter.export(List.of());
        collector.there = false;
        exporter.export(List.of());
        exporter.export(List.of());
        collector.there = true;
        exporter.export(List.of());
        exporter.export(List.of());

        assertThat(log.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .satisfiesExactly(
                        away -> assertThat(away).contains("http://c:4318/v1/traces", "dropped"),
                        back -> assertThat(back).contains("again"));
        assertThat(log.list).allMatch(line -> line.getThrowableProxy() == null);
    }

    private static final class Collector implements SpanExporter {
        private boolean there = true;

        @Override
        public CompletableResultCode export(Collection<SpanData> spans) {
            return there ? CompletableResultCode.ofSuccess() : CompletableResultCode.ofFailure();
        }

        @Override
        public CompletableResultCode flush() {
            return CompletableResultCode.ofSuccess();
        }

        @Override
        public CompletableResultCode shutdown() {
            return CompletableResultCode.ofSuccess();
        }
    }
}
