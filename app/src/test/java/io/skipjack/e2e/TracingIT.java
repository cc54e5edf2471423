package io.skipjack.e2e;

import static io.skipjack.e2e.FakeCollector.attributes;
import static io.skipjack.e2e.FakeCollector.id;
import static io.skipjack.e2e.FakeCollector.parent;
import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import io.skipjack.provider.sandbox.FakeEngine;
import io.skipjack.provider.sandbox.Fault;
import java.net.http.HttpResponse;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;

/** A trace tells a request's way: a span of its own, one for each leg, and the client's and the engine's beside them. */
class TracingIT {
    private static final String CLIENT_SPAN = "00f067aa0ba902b7";

    private final FakeCollector collector = WatchedRouter.shared().collector();
    private final TestRouter router = WatchedRouter.shared().router();

    @Test
    void aFailoverIsTwoLegsUnderOneRequestWithinTheClientsTrace() {
        try (Fleet fleet = Fleet.deploy(router, 1, 1)) {
            fleet.spot(1).inject(Fault.status(500));
            String trace = newTraceId();

            HttpResponse<String> answer = ask(fleet, "00-" + trace + "-" + CLIENT_SPAN + "-01");

            assertThat(answer.statusCode()).isEqualTo(200);
            List<Span> spans = collector.awaitTrace(trace, 3);
            Span request = spans.getFirst();
            assertThat(parent(request)).isEqualTo(CLIENT_SPAN);
            assertThat(request.getKind()).isEqualTo(Span.SpanKind.SPAN_KIND_SERVER);
            assertThat(request.getName()).isEqualTo("chat " + fleet.model());
            assertThat(attributes(request))
                    .containsEntry("gen_ai.operation.name", "chat")
                    .containsEntry("gen_ai.request.model", fleet.model())
                    .containsEntry("gen_ai.usage.output_tokens", String.valueOf(Fleet.ANSWER_TOKENS))
                    .containsEntry("gen_ai.response.finish_reasons", "stop")
                    .containsEntry("http.response.status_code", "200")
                    .containsEntry("skipjack.tier", "serverless")
                    .containsEntry("skipjack.outcome", "answered")
                    .containsEntry("skipjack.legs", "2")
                    .containsEntry(
                            "skipjack.request.id",
                            answer.headers().firstValue("x-request-id").orElseThrow());
            assertLeg(spans.get(1), request, Map.of("skipjack.tier", "spot", "skipjack.leg.outcome", "failed"));
            assertThat(spans.get(1).getStatus().getCode()).isEqualTo(Status.StatusCode.STATUS_CODE_ERROR);
            assertLeg(spans.get(2), request, Map.of("skipjack.tier", "serverless", "skipjack.leg.outcome", "answered"));
            assertThat(spans.get(2).getEventsList())
                    .extracting(Span.Event::getName)
                    .containsExactly("first_token");
            assertThat(parentSent(fleet.spot(1), trace)).isEqualTo(id(spans.get(1)));
            assertThat(parentSent(fleet.serverless(), trace)).isEqualTo(id(spans.get(2)));
        }
    }

    /** The seam can be seen from the outside as little as ever; whoever looks at the trace sees both legs. */
    @Test
    void aResumedStreamIsTwoLegsOfWhichTheSecondSaysHowItGoesOn() {
        try (Fleet fleet = Fleet.deploy(router, 1, 1)) {
            fleet.spot(1).inject(Fault.resetAfterTokens(3).times(1));
            String trace = newTraceId();

            Fleet.assertResumed(
                    WireCall.stream(router, fleet.model(), "traceparent: 00-" + trace + "-" + CLIENT_SPAN + "-01"));

            List<Span> spans = collector.awaitTrace(trace, 3);
            Span request = spans.getFirst();
            assertThat(attributes(request))
                    .containsEntry("skipjack.legs", "2")
                    .containsEntry("skipjack.outcome", "answered")
                    .containsEntry("gen_ai.usage.output_tokens", String.valueOf(Fleet.ANSWER_TOKENS))
                    .containsEntry("gen_ai.response.finish_reasons", "stop");
            assertLeg(spans.get(1), request, Map.of("skipjack.tier", "spot", "skipjack.leg.outcome", "cut"));
            assertThat(attributes(spans.get(1))).doesNotContainKey("skipjack.resume.level");
            assertLeg(
                    spans.get(2),
                    request,
                    Map.of("skipjack.leg.outcome", "answered", "skipjack.resume.level", "tokens"));
        }
    }

    @Test
    void aTraceTellsNeitherPromptNorKeyNorAddress() {
        try (Fleet fleet = Fleet.deploy(router, 1, 0)) {
            String trace = newTraceId();
            ask(fleet, "00-" + trace + "-" + CLIENT_SPAN + "-01");
            collector.awaitTrace(trace, 2);

            assertThat(collector.everything())
                    .doesNotContain("Tell me something", TestRouter.KEY, Fleet.oracle(Fleet.ANSWER_TOKENS))
                    .doesNotContain(fleet.spot(1).baseUri().getAuthority());
        }
    }

    @Test
    void whatAClientDoesNotSampleIsNotCollectedButPassedOnAsSuch() {
        try (Fleet fleet = Fleet.deploy(router, 1, 0)) {
            String unsampled = newTraceId();
            ask(fleet, "00-" + unsampled + "-" + CLIENT_SPAN + "-00");
            String sampled = newTraceId();
            ask(fleet, "00-" + sampled + "-" + CLIENT_SPAN + "-01");
            collector.awaitTrace(sampled, 2);

            assertThat(collector.awaitTrace(unsampled, 0)).isEmpty();
            assertThat(traceparent(fleet.spot(1), unsampled)).endsWith("-00");
        }
    }

    private HttpResponse<String> ask(Fleet fleet, String traceparent) {
        return router.send(router.request("/v1/chat/completions")
                .header("Content-Type", "application/json")
                .header("traceparent", traceparent)
                .POST(java.net.http.HttpRequest.BodyPublishers.ofString(TestRouter.chatBody(fleet.model(), "")))
                .build());
    }

    private static void assertLeg(Span leg, Span request, Map<String, String> attributes) {
        assertThat(parent(leg)).isEqualTo(id(request));
        assertThat(leg.getKind()).isEqualTo(Span.SpanKind.SPAN_KIND_CLIENT);
        assertThat(attributes(leg)).containsAllEntriesOf(attributes).containsKey("skipjack.upstream");
    }

    private static String parentSent(FakeEngine engine, String trace) {
        return traceparent(engine, trace).split("-", -1)[2];
    }

    private static String traceparent(FakeEngine engine, String trace) {
        return engine.received().stream()
                .flatMap(request -> request.headers().stream())
                .filter(header -> header.getKey().equalsIgnoreCase("traceparent"))
                .map(Map.Entry::getValue)
                .filter(value -> value.contains(trace))
                .findFirst()
                .orElseThrow();
    }

    private static String newTraceId() {
        byte[] id = new byte[16];
        ThreadLocalRandom.current().nextBytes(id);
        return HexFormat.of().formatHex(id);
    }
}
