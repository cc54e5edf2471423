package io.skipjack.app.tracing;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.spi.ILoggingEvent;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import io.skipjack.e2e.LogLines;
import java.util.Collection;
import java.util.List;
import org.junit.jupiter.api.Test;

class SaidOnceTest {
    private final Collector collector = new Collector();
    private final SaidOnce exporter = new SaidOnce(collector, "http://c:4318/v1/traces");

    @Test
    void aCollectorThatIsAwayIsSaidOnceAndSoIsItsReturn() {
        try (LogLines log = new LogLines(SaidOnce.class.getName())) {
            exporter.export(List.of());
            collector.there = false;
            exporter.export(List.of());
            exporter.export(List.of());
            collector.there = true;
            exporter.export(List.of());
            exporter.export(List.of());

            assertThat(log.messages())
                    .satisfiesExactly(
                            away -> assertThat(away).contains("http://c:4318/v1/traces", "dropped"),
                            back -> assertThat(back).contains("again"));
            assertThat(log.events(""))
                    .extracting(ILoggingEvent::getThrowableProxy)
                    .containsOnlyNulls();
        }
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
