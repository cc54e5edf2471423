package io.skipjack.processors.inference;

import static org.assertj.core.api.Assertions.assertThat;

import io.skipjack.domain.routing.RetryBudget;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RetriesTest {
    private final Retries retries = new Retries(new RetryBudget(2, 20), new Admission(10));

    @Test
    void aFirstLegIsNoRetry() {
        Stream.generate(() -> Asking.read(Asking.RACK))
                .limit(10)
                .forEach(request -> assertThat(retries.tryStart(request)).isTrue());

        assertThat(retries.underWay()).isZero();
    }

    @Test
    void theBudgetBoundsThoseUnderWay() {
        List<Inference> failed = failed(3);

        assertThat(failed.stream().map(retries::tryStart)).containsExactly(true, true, false);
        assertThat(retries.underWay()).isEqualTo(2);
    }

    @Test
    void furtherLegsOfOneRequestTakeOnePlace() {
        Inference request = failed(1).getFirst();

        for (int leg = 0; leg < 5; leg++) {
            assertThat(retries.tryStart(request)).isTrue();
            request.legStarted();
        }

        assertThat(retries.underWay()).isEqualTo(1);
    }

    @Test
    void anAnswerOrTheRequestsEndGivesThePlaceBackOnce() {
        List<Inference> failed = failed(2);
        failed.forEach(retries::tryStart);

        assertThat(retries.finish(failed.getFirst())).isTrue();
        assertThat(retries.finish(failed.getFirst())).isFalse();
        failed.getFirst().end(AnswerOutcome.ANSWERED);
        failed.getLast().end(AnswerOutcome.CANCELLED);

        assertThat(retries.underWay()).isZero();
    }

    @Test
    void aRequestThatRetriedWaitedAndRetriesAgainIsStillCountedOnce() {
        Inference request = failed(1).getFirst();
        retries.tryStart(request);
        retries.finish(request);

        assertThat(retries.tryStart(request)).isTrue();
        assertThat(retries.underWay()).isEqualTo(1);
        request.end(AnswerOutcome.FAILED);
        assertThat(retries.underWay()).isZero();
    }

    private static List<Inference> failed(int requests) {
        List<Inference> failed =
                Stream.generate(() -> Asking.read(Asking.RACK)).limit(requests).toList();
        failed.forEach(Inference::legStarted);
        return failed;
    }
}
