package io.skipjack.app.tracing;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.skipjack.openai.PathAllowlist;
import io.skipjack.processors.inference.Inference;
import io.skipjack.processors.inference.RequestHead;
import io.skipjack.processors.inference.RequestTrace;
import io.skipjack.processors.inference.RequestTracing;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Begins a span for each inference request, within the client's trace where it sends one ({@code traceparent}, {@code
 * tracestate}). Other requests have none: models are listed and hosts report every few seconds.
 */
final class RequestSpans implements RequestTracing {
    private static final String SERVER_SPAN = "inference";

    private final Tracer tracer;
    private final PathAllowlist paths;
    private final InstantSource clock;

    /**
     * @param paths of inference requests
     * @param clock for the time at which a request's head arrived
     */
    RequestSpans(Tracer tracer, PathAllowlist paths, InstantSource clock) {
        this.tracer = tracer;
        this.paths = paths;
        this.clock = clock;
    }

    @Override
    public @Nullable RequestTrace begin(Inference inference) {
        RequestHead head = inference.head();
        if (!head.method().equals("POST") || paths.operation(head.path()) == null) {
            return null;
        }
        Context parent = W3CTraceContextPropagator.getInstance().extract(Context.root(), head, HeadGetter.INSTANCE);
        Instant arrived = clock.instant().minusNanos(System.nanoTime() - inference.startedNanos());
        Span span = tracer.spanBuilder(SERVER_SPAN)
                .setParent(parent)
                .setSpanKind(SpanKind.SERVER)
                .setStartTimestamp(arrived)
                .startSpan();
        RequestSpan trace = new RequestSpan(tracer, parent.with(span), span);
        inference.whenEnded(trace::ended);
        return trace;
    }

    private enum HeadGetter implements TextMapGetter<RequestHead> {
        INSTANCE;

        @Override
        public Iterable<String> keys(RequestHead head) {
            return List.of(); // the propagator asks for the two it knows
        }

        @Override
        public @Nullable String get(@Nullable RequestHead head, String key) {
            return head == null ? null : head.header(key);
        }
    }
}
