package io.skipjack.processors.inference;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;

class InferenceTest {
    private final Inference inference = Asking.read(Asking.RACK);

    @Test
    void listenersHearTheEndOnceAndInReverseOrder() {
        List<String> heard = new ArrayList<>();
        inference.whenEnded((ended, outcome) -> heard.add("first " + outcome.label()));
        inference.whenEnded((ended, outcome) -> heard.add("second " + outcome.label()));

        inference.end(AnswerOutcome.CUT);
        inference.end(AnswerOutcome.ANSWERED);

        assertThat(heard).containsExactly("second cut", "first cut");
        assertThat(inference.hasEnded()).isTrue();
    }

    @Test
    void aListenerThatComesLateHearsAtOnce() {
        inference.end(AnswerOutcome.CANCELLED);
        List<AnswerOutcome> heard = new ArrayList<>();

        inference.whenEnded((ended, outcome) -> heard.add(outcome));

        assertThat(heard).hasSize(1);
    }

    @Test
    void manyEndsAndListenersAtOnceTellEachListenerOnce() throws InterruptedException {
        for (int round = 0; round < 50; round++) {
            Inference contended = Asking.read(Asking.RACK);
            AtomicInteger heard = new AtomicInteger();
            CountDownLatch start = new CountDownLatch(1);
            try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
                for (int i = 0; i < 8; i++) {
                    boolean listens = i % 2 == 0;
                    threads.submit(() -> {
                        start.await();
                        if (listens) {
                            contended.whenEnded((ended, outcome) -> heard.incrementAndGet());
                        } else {
                            contended.end(AnswerOutcome.ANSWERED);
                        }
                        return null;
                    });
                }
                start.countDown();
            }
            assertThat(heard).hasValue(4);
        }
    }

    @Test
    void usageIsBookedOnceWhenTheAnswerHasEnded() {
        List<AnswerOutcome> booked = new ArrayList<>();
        new MeterUsage((ended, outcome) -> booked.add(outcome)).process(Asking.exchange(inference));
        assertThat(booked).isEmpty();

        inference.end(AnswerOutcome.ANSWERED);
        inference.end(AnswerOutcome.CANCELLED);

        assertThat(booked).containsExactly(AnswerOutcome.ANSWERED);
    }

    @Test
    void aCopiedExchangeCarriesTheSameRequest() {
        Exchange exchange = Asking.exchange(inference);

        assertThat(Inference.of(org.apache.camel.support.ExchangeHelper.createCopy(exchange, true)))
                .isSameAs(inference);
    }

    @Test
    void theFirstTokenIsTheFirst() {
        inference.firstToken(5);
        inference.firstToken(9);

        assertThat(inference.firstTokenNanos()).isEqualTo(5);
    }
}
