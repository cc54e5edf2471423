package io.skipjack.app.tracing;

import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.Collection;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says once that a collector does not take spans, and once that it does again; the exporter's own words, with a stack trace
 * for each batch, are switched off.
 */
final class SaidOnce implements SpanExporter {
    private static final Logger LOG = LoggerFactory.getLogger(SaidOnce.class);

    private final SpanExporter exporter;
    private final String endpoint;
    private final AtomicBoolean failing = new AtomicBoolean();

    /** @param endpoint where it sends them, for the log */
    SaidOnce(SpanExporter exporter, String endpoint) {
        this.exporter = exporter;
        this.endpoint = endpoint;
    }

    @Override
    public CompletableResultCode export(Collection<SpanData> spans) {
        CompletableResultCode result = exporter.export(spans);
        return result.whenComplete(() -> ended(result.isSuccess()));
    }

    private void ended(boolean taken) {
        if (taken && failing.compareAndSet(true, false)) {
            LOG.info("traces are sent to {} again", endpoint);
        } else if (!taken && failing.compareAndSet(false, true)) {
            LOG.warn(
                    "traces cannot be sent to {} and are dropped meanwhile; see that a collector takes OTLP over HTTP there",
                    endpoint);
        }
    }

    @Override
    public CompletableResultCode flush() {
        return exporter.flush();
    }

    @Override
    public CompletableResultCode shutdown() {
        return exporter.shutdown();
    }
}
