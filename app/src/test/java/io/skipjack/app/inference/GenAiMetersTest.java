package io.skipjack.app.inference;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.skipjack.domain.cost.Usage;
import io.skipjack.domain.deployment.CredentialRef;
import io.skipjack.domain.deployment.Deployment;
import io.skipjack.domain.deployment.Tier;
import io.skipjack.domain.deployment.TierSpec;
import io.skipjack.domain.deployment.UpstreamSpec;
import io.skipjack.domain.routing.LegReport;
import io.skipjack.domain.routing.Upstream;
import io.skipjack.openai.InferenceRequestReader;
import io.skipjack.openai.OpenAiException;
import io.skipjack.openai.PathAllowlist;
import io.skipjack.openai.ReaderLimits;
import io.skipjack.processors.inference.AnswerOutcome;
import io.skipjack.processors.inference.Caller;
import io.skipjack.processors.inference.DeploymentBook;
import io.skipjack.processors.inference.Inference;
import io.skipjack.processors.inference.ReadInferenceRequest;
import io.skipjack.processors.inference.RequestHead;
import io.skipjack.processors.inference.Reservation;
import io.skipjack.processors.inference.ResumeSettings;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class GenAiMetersTest {
    private static final UpstreamSpec UPSTREAM =
            UpstreamSpec.numbered(Tier.SPOT, 1, URI.create("http://10.0.0.5/v1"), null);
    private static final Deployment RACK = new Deployment("rack", "m", true, 10, TierSpec.of(List.of(UPSTREAM)), null);

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final GenAiMeters meters = new GenAiMeters(registry);

    @Test
    void anAnswerIsBookedWithItsTimesTokensAndOrigin() throws OpenAiException {
        long now = System.nanoTime();
        Inference inference = read(now - millis(1_000));
        answered(inference, now - millis(600));
        inference.outputEvents(7);
        inference.usage(new Usage(12, 6));

        meters.ended(inference, AnswerOutcome.ANSWERED);

        assertThat(registry.get("gen_ai.server.request.duration")
                        .tags("gen_ai.operation.name", "chat", "gen_ai.request.model", "m")
                        .tags("skipjack.tier", "spot", "skipjack.outcome", "answered")
                        .timer()
                        .mean(MILLISECONDS))
                .isBetween(1_000.0, 2_000.0);
        assertThat(registry.get("gen_ai.server.time_to_first_token").timer().mean(MILLISECONDS))
                .isCloseTo(400, within(1.0));
        assertThat(registry.get("gen_ai.server.time_per_output_token").timer().mean(MILLISECONDS))
                .as("600 ms for 6 tokens after the first")
                .isBetween(100.0, 250.0);
        assertThat(tokens("input")).isEqualTo(12);
        assertThat(tokens("output")).isEqualTo(6);
    }

    @Test
    void noLabelHoldsAnAddress() throws OpenAiException {
        Inference inference = read(System.nanoTime());
        answered(inference, System.nanoTime());

        meters.ended(inference, AnswerOutcome.ANSWERED);

        assertThat(registry.getMeters())
                .flatMap(meter -> meter.getId().getTags())
                .noneMatch(tag -> tag.getValue().contains("10.0.0.5"));
    }

    @Test
    void whatNobodyAnsweredIsOfNoTierAndHasNoFirstToken() throws OpenAiException {
        meters.ended(read(System.nanoTime()), AnswerOutcome.FAILED);

        assertThat(registry.get("gen_ai.server.request.duration")
                        .tags("skipjack.tier", "none", "skipjack.outcome", "failed")
                        .timer()
                        .count())
                .isEqualTo(1);
        assertThat(registry.get("gen_ai.server.time_to_first_token").timer().count())
                .isZero();
    }

    @Test
    void legsMadeAgainElsewhereAreCounted() throws OpenAiException {
        Inference inference = read(System.nanoTime());
        inference.legStarted();
        inference.legStarted();
        answered(inference, System.nanoTime());

        meters.ended(inference, AnswerOutcome.ANSWERED);

        assertThat(registry.get("skipjack.replayed.legs").counter().count()).isEqualTo(1);
    }

    @Test
    void anAnswerThatWasCutIsCountedAndShownAsZeroBefore() throws OpenAiException {
        Inference whole = read(System.nanoTime());
        answered(whole, System.nanoTime());
        meters.ended(whole, AnswerOutcome.ANSWERED);
        assertThat(cut()).isZero();

        Inference broken = read(System.nanoTime());
        answered(broken, System.nanoTime());
        meters.ended(broken, AnswerOutcome.CUT);

        assertThat(cut()).isEqualTo(1);
    }

    @Test
    void replicasThatComeAndGoMakeNoNewMeters() throws OpenAiException {
        Inference first = read(System.nanoTime());
        answered(first, System.nanoTime());
        meters.ended(first, AnswerOutcome.ANSWERED);

        assertThat(registry.getMeters())
                .flatMap(meter -> meter.getId().getTags())
                .noneMatch(tag -> tag.getValue().equals("spot-1"));
    }

    @Test
    void theSameKindOfRequestAddsToTheSameMeters() throws OpenAiException {
        for (int i = 0; i < 3; i++) {
            meters.ended(read(System.nanoTime()), AnswerOutcome.FAILED);
        }

        assertThat(registry.getMeters()).extracting(Meter::getId).doesNotHaveDuplicates();
        assertThat(registry.get("gen_ai.server.request.duration").timer().count())
                .isEqualTo(3);
    }

    @Test
    void aRequestThatWasNeverReadMakesNoMeter() {
        meters.ended(unread(System.nanoTime()), AnswerOutcome.REFUSED);

        assertThat(registry.getMeters()).as("a client can make up no label").isEmpty();
    }

    private double cut() {
        return registry.get("skipjack.streams.cut")
                .tags("skipjack.deployment", "rack", "skipjack.tier", "spot")
                .counter()
                .count();
    }

    private double tokens(String type) {
        DistributionSummary summary = registry.get("gen_ai.client.token.usage")
                .tag("gen_ai.token.type", type)
                .summary();
        return summary.totalAmount();
    }

    private static void answered(Inference inference, long firstTokenNanos) {
        inference.reserve(Tier.SPOT, new Place());
        inference.firstToken(firstTokenNanos);
        inference.answeredByUpstream(true);
    }

    private static Inference unread(long startedNanos) {
        RequestHead head = new RequestHead("POST", "/v1/chat/completions", null, name -> null);
        byte[] body = "{\"model\":\"m\",\"messages\":[]}".getBytes(StandardCharsets.UTF_8);
        return new Inference("req_1", startedNanos, head, body, new Nobody());
    }

    private static Inference read(long startedNanos) throws OpenAiException {
        PathAllowlist paths = PathAllowlist.of(List.of("/v1/chat/completions"));
        Inference inference = unread(startedNanos);
        Exchange exchange = new DefaultExchange(new DefaultCamelContext());
        inference.attachTo(exchange);
        new ReadInferenceRequest(
                        new InferenceRequestReader(ReaderLimits.DEFAULT, paths),
                        paths,
                        new Book(),
                        ResumeSettings.DEFAULT)
                .process(exchange);
        return inference;
    }

    private static long millis(long millis) {
        return MILLISECONDS.toNanos(millis);
    }

    private static final class Book implements DeploymentBook {
        @Override
        public Collection<Deployment> all() {
            return List.of(RACK);
        }

        @Override
        public Deployment serving(String model) {
            return RACK;
        }
    }

    private static final class Place implements Reservation {
        @Override
        public Upstream upstream() {
            return new Upstream("spot-1", Tier.SPOT, UPSTREAM.uri(), 1, 10, 1, true);
        }

        @Override
        public @Nullable CredentialRef credential() {
            return null;
        }

        @Override
        public void answered(Duration ttft) {
            // books nothing
        }

        @Override
        public void ended(LegReport report) {
            // books nothing
        }

        @Override
        public void unused() {
            // books nothing
        }
    }

    private static final class Nobody implements Caller {
        @Override
        public boolean gone() {
            return false;
        }

        @Override
        public void whenGone(Runnable action) {
            // it never leaves
        }

        @Override
        public void waiting() {
            // it does not mind
        }
    }
}
