package io.skipjack.app.tracing;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapSetter;
import io.skipjack.app.inference.GenAiNames;
import io.skipjack.domain.cost.Usage;
import io.skipjack.domain.deployment.Deployment;
import io.skipjack.domain.resume.ResumeLevel;
import io.skipjack.domain.routing.LegOutcome;
import io.skipjack.openai.InferenceRequest;
import io.skipjack.processors.inference.AnswerOutcome;
import io.skipjack.processors.inference.Inference;
import io.skipjack.processors.inference.RequestTrace;
import io.skipjack.processors.inference.Reservation;
import java.util.List;
import java.util.Locale;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The span of a request, and of its present leg below it, with the attributes of OpenTelemetry's GenAI conventions and ours
 * under {@code skipjack.*}. No prompt, no answer, no key; an upstream by its id, never by its address.
 */
final class RequestSpan implements RequestTrace {
    private static final TextMapSetter<BiConsumer<String, String>> SETTER = (to, name, value) -> {
        if (to != null) {
            to.accept(name, value);
        }
    };
    private static final AttributeKey<List<String>> FINISH_REASONS =
            AttributeKey.stringArrayKey("gen_ai.response.finish_reasons");
    private static final int LONGEST_REASON = 200;

    private final Tracer tracer;
    private final Context context;
    private final Span span;
    private volatile @Nullable Span leg;

    /** @param context the span's own */
    RequestSpan(Tracer tracer, Context context, Span span) {
        this.tracer = tracer;
        this.context = context;
        this.span = span;
    }

    @Override
    public String traceId() {
        return span.getSpanContext().getTraceId();
    }

    @Override
    public void legStarted(Inference inference, Reservation place) {
        String tier = place.upstream().tier().label();
        leg = tracer.spanBuilder("leg " + tier)
                .setParent(context)
                .setSpanKind(SpanKind.CLIENT)
                .setAttribute("skipjack.leg", (long) inference.legs())
                .setAttribute("skipjack.tier", tier)
                .setAttribute("skipjack.upstream", place.upstream().id())
                .startSpan();
    }

    @Override
    public void legGoesOn(ResumeLevel level) {
        Span present = leg;
        if (present != null) {
            present.setAttribute("skipjack.resume.level", level.label());
        }
    }

    @Override
    public void passOn(BiConsumer<String, String> headers) {
        Span present = leg;
        Context from = present == null ? context : context.with(present);
        W3CTraceContextPropagator.getInstance().inject(from, headers, SETTER);
    }

    @Override
    public void answerBegan() {
        Span present = leg;
        if (present != null) {
            present.addEvent("first_token");
        }
        span.addEvent("first_token");
    }

    @Override
    public void legEnded(LegOutcome outcome, String reason) {
        Span ended = leg;
        leg = null;
        if (ended == null) {
            return;
        }
        String word = outcome.name().toLowerCase(Locale.ROOT);
        ended.setAttribute("skipjack.leg.outcome", word);
        if (!reason.isEmpty()) {
            ended.setAttribute("error.type", word);
            ended.setStatus(StatusCode.ERROR, inBrief(reason));
        }
        ended.end();
    }

    private static String inBrief(String reason) {
        return reason.length() <= LONGEST_REASON ? reason : reason.substring(0, LONGEST_REASON);
    }

    /** The last that is told of a request. */
    void ended(Inference inference, AnswerOutcome outcome) {
        span.setAttribute("http.request.method", inference.head().method());
        span.setAttribute("url.path", inference.head().path());
        span.setAttribute("skipjack.request.id", inference.requestId());
        span.setAttribute("skipjack.outcome", outcome.label());
        span.setAttribute("skipjack.legs", (long) inference.legs());
        if (inference.answerStatus() != 0) {
            span.setAttribute("http.response.status_code", (long) inference.answerStatus());
        }
        read(inference);
        answered(inference);
        if (outcome == AnswerOutcome.FAILED || outcome == AnswerOutcome.CUT) {
            span.setAttribute("error.type", outcome.label());
            span.setStatus(StatusCode.ERROR);
        }
        span.end();
    }

    private void read(Inference inference) {
        InferenceRequest request = inference.requestOrNull();
        Deployment deployment = inference.deploymentOrNull();
        if (request == null || deployment == null) {
            return;
        }
        String operation = GenAiNames.operation(request.operation());
        span.updateName(operation + " " + deployment.model());
        span.setAttribute("gen_ai.operation.name", operation);
        span.setAttribute("gen_ai.request.model", deployment.model());
        span.setAttribute("gen_ai.provider.name", GenAiNames.PROVIDER);
        span.setAttribute("skipjack.deployment", deployment.name());
    }

    private void answered(Inference inference) {
        Reservation place = inference.answeredByUpstream() ? inference.reservation() : null;
        if (place == null) {
            return;
        }
        span.setAttribute("skipjack.tier", place.upstream().tier().label());
        span.setAttribute("skipjack.upstream", place.upstream().id());
        Usage usage = inference.usage();
        if (usage.promptTokens() + usage.completionTokens() > 0) {
            span.setAttribute("gen_ai.usage.input_tokens", usage.promptTokens());
            span.setAttribute("gen_ai.usage.output_tokens", usage.completionTokens());
        }
        String finish = inference.finishReason();
        if (finish != null) {
            span.setAttribute(FINISH_REASONS, List.of(inBrief(finish)));
        }
    }
}
