package io.skipjack.processors.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.skipjack.domain.deployment.Deployment;
import io.skipjack.domain.routing.HealthPolicy;
import io.skipjack.openai.OpenAiException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class AdmissionTest {
    private static final Deployment OTHER = Asking.deployment("other", "o", 1, 1);
    private static final UpstreamRegistry REGISTRY =
            new UpstreamRegistry(HealthPolicy.DEFAULT, new MonotonicInstants());

    @Test
    void aDeploymentIsHeldToItsOwnLimitAndLeavesTheOthersAlone() {
        Admission admission = new Admission(10);
        for (int i = 0; i < Asking.RACK.maxInFlight(); i++) {
            assertThat(admission.tryEnter(Asking.RACK)).isTrue();
        }

        assertThat(admission.tryEnter(Asking.RACK)).isFalse();
        assertThat(admission.tryEnter(OTHER)).isTrue();
        assertThat(admission.inFlight()).isEqualTo(4);
        admission.leave(Asking.RACK);
        assertThat(admission.tryEnter(Asking.RACK)).isTrue();
    }

    @Test
    void eachDeploymentsRequestsAreCountedApartAndRefusedOnesHaveComeAsWell() {
        Admission admission = new Admission(10);
        for (int i = 0; i < Asking.RACK.maxInFlight() + 2; i++) {
            admission.tryEnter(Asking.RACK);
        }
        admission.tryEnter(OTHER);
        admission.leave(Asking.RACK);

        assertThat(admission.arrivals("rack")).isEqualTo(5);
        assertThat(admission.inFlight("rack")).isEqualTo(2);
        assertThat(admission.arrivals("other")).isEqualTo(1);
        assertThat(admission.inFlight("other")).isEqualTo(1);
        assertThat(admission.arrivals("nobody's")).isZero();
        assertThat(admission.inFlight("nobody's")).isZero();
    }

    @Test
    void whatTheRouterAsAWholeHasNoRoomForHasComeAllTheSame() {
        Admission admission = new Admission(0);

        admission.tryEnter(Asking.RACK);

        assertThat(admission.arrivals("rack")).isEqualTo(1);
        assertThat(admission.inFlight("rack")).isZero();
    }

    @Test
    void theRouterAsAWholeIsHeldToItsLimit() {
        Admission admission = new Admission(2);

        assertThat(admission.tryEnter(Asking.RACK)).isTrue();
        assertThat(admission.tryEnter(OTHER)).isTrue();
        assertThat(admission.tryEnter(OTHER)).isFalse();
    }

    @Test
    void manyAtOnceNeverExceedTheLimitAndLeaveNothingBehind() throws Exception {
        Admission admission = new Admission(100);
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < 1000; i++) {
                all.add(threads.submit(() -> {
                    if (admission.tryEnter(Asking.RACK)) {
                        most.accumulateAndGet(inside.incrementAndGet(), Math::max);
                        Thread.yield();
                        inside.decrementAndGet();
                        admission.leave(Asking.RACK);
                    }
                }));
            }
            for (Future<?> one : all) {
                one.get();
            }
        }

        assertThat(most.get()).isBetween(1, Asking.RACK.maxInFlight());
        assertThat(admission.inFlight()).isZero();
    }

    @Test
    void anAdmittedRequestKeepsItsPlaceUntilItsAnswerHasEnded() throws OpenAiException {
        Admission admission = new Admission(10);
        Inference inference = Asking.read(Asking.RACK);

        new AdmitRequest(admission, REGISTRY).process(Asking.exchange(inference));

        assertThat(admission.inFlight()).isEqualTo(1);
        inference.end(AnswerOutcome.ANSWERED);
        assertThat(admission.inFlight()).isZero();
    }

    @Test
    void aRequestThatFindsNoRoomIsToldWhenToComeBack() {
        AdmitRequest admit = new AdmitRequest(new Admission(0), REGISTRY);
        Inference inference = Asking.read(Asking.RACK);

        assertThatExceptionOfType(OpenAiException.class)
                .isThrownBy(() -> admit.process(Asking.exchange(inference)))
                .satisfies(refused -> {
                    assertThat(refused.error().status()).isEqualTo(429);
                    assertThat(refused.error().retryAfter()).isEqualTo(Duration.ofSeconds(1));
                });
    }
}
