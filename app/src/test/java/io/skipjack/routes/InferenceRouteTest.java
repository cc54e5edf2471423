package io.skipjack.routes;

import static io.skipjack.routes.RouteStage.failing;
import static io.skipjack.routes.RouteStage.refused;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.skipjack.domain.routing.UpstreamUnavailableException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.Predicate;
import org.apache.camel.Processor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class InferenceRouteTest {
    private static final List<String> BEFORE =
            List.of("authenticateCaller", "readInferenceRequest", "checkBudget", "admitRequest", "meterUsage");
    private static final Processor ANSWERS = exchange -> exchange.getMessage().setBody("answer");
    private static final Exception UNAVAILABLE = new UpstreamUnavailableException("none ready");

    private final RouteStage stage;
    private Processor spot = ANSWERS;
    private Processor serverless = ANSWERS;
    private Processor admission = exchange -> {};
    private Predicate holding = exchange -> false;

    InferenceRouteTest() throws Exception {
        stage = new RouteStage("inference");
    }

    @BeforeEach
    void open() throws Exception {
        stage.step("readInferenceRequest", exchange -> {})
                .step("checkBudget", exchange -> {})
                .step("admitRequest", exchange -> admission.process(exchange))
                .step("meterUsage", exchange -> {})
                .route("spot", exchange -> spot.process(exchange))
                .route("serverless", exchange -> serverless.process(exchange))
                .hold(exchange -> holding.matches(exchange))
                .open();
    }

    @AfterEach
    void close() throws Exception {
        stage.close();
    }

    @Test
    void theStepsComeInOrderAndSpotAnswers() {
        assertThat(stage.ask("inference").getMessage().getBody()).isEqualTo("answer");
        assertThat(stage.calls()).isEqualTo(after("spot"));
    }

    static Stream<Exception> capacityFailures() {
        return Stream.of(
                UNAVAILABLE,
                new UpstreamUnavailableException("it died", true),
                CallNotPermittedException.createCallNotPermittedException(CircuitBreaker.ofDefaults("spot")));
    }

    @ParameterizedTest
    @MethodSource("capacityFailures")
    void serverlessAnswersWhereSpotCannot(Exception failure) {
        spot = failing(failure);

        assertThat(stage.ask("inference").getMessage().getBody()).isEqualTo("answer");
        assertThat(stage.calls()).isEqualTo(after("spot", "serverless"));
    }

    static Stream<Exception> otherFailures() {
        return Stream.of(refused(), new IllegalStateException("a defect"));
    }

    @ParameterizedTest
    @MethodSource("otherFailures")
    void whatNoOtherTierWouldChangeIsAnsweredAtOnce(Exception failure) {
        spot = failing(failure);

        Exchange answered = stage.ask("inference");

        assertThat(answered.getException()).as("handled").isNull();
        assertThat(answered.getMessage().getBody()).isEqualTo("error");
        assertThat(answered.getProperty(Exchange.EXCEPTION_CAUGHT)).isSameAs(failure);
        assertThat(stage.calls()).isEqualTo(after("spot", "answerError"));
    }

    @Test
    void aRequestThatIsRefusedReachesNoTier() {
        admission = failing(refused());

        assertThat(stage.ask("inference").getMessage().getBody()).isEqualTo("error");
        assertThat(stage.calls())
                .containsExactly(
                        "authenticateCaller", "readInferenceRequest", "checkBudget", "admitRequest", "answerError");
    }

    @Test
    void aRequestThatNobodyCanAnswerWaitsAndIsThenBalancedAnewWithoutTheStepsBefore() {
        AtomicInteger waits = new AtomicInteger();
        spot = failing(UNAVAILABLE);
        serverless = exchange -> {
            if (waits.get() < 2) {
                throw UNAVAILABLE;
            }
            ANSWERS.process(exchange);
        };
        holding = exchange -> waits.incrementAndGet() <= 2;

        Exchange answered = stage.ask("inference");

        assertThat(stage.calls())
                .isEqualTo(after(
                        "spot",
                        "serverless",
                        "holdRequest",
                        "spot",
                        "serverless",
                        "holdRequest",
                        "spot",
                        "serverless"));
        assertThat(answered.getMessage().getBody()).isEqualTo("answer");
        assertThat(answered.getException()).isNull();
    }

    @Test
    void oneThatMayNotWaitAnyLongerIsAnsweredWithAnErrorOnce() {
        spot = failing(UNAVAILABLE);
        serverless = failing(UNAVAILABLE);

        Exchange answered = stage.ask("inference");

        assertThat(answered.getException()).isNull();
        assertThat(answered.getMessage().getBody()).isEqualTo("error");
        assertThat(stage.calls()).isEqualTo(after("spot", "serverless", "holdRequest", "answerError"));
    }

    private static List<String> after(String... calls) {
        return Stream.concat(BEFORE.stream(), Stream.of(calls)).toList();
    }
}
