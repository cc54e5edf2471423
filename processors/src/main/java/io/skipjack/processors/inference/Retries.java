package io.skipjack.processors.inference;

import io.skipjack.domain.routing.RetryBudget;
import java.util.concurrent.atomic.AtomicInteger;

/** How many requests are on their second or later leg, held within the budget. Thread-safe. */
public final class Retries {
    private final RetryBudget budget;
    private final Admission admission;
    private final AtomicInteger retrying = new AtomicInteger();
    private volatile Runnable whenFreed = () -> {};

    public Retries(RetryBudget budget, Admission admission) {
        this.budget = budget;
        this.admission = admission;
    }

    /** Takes a place in the budget for the request's next leg; true at once for its first leg, which is no retry. */
    boolean tryStart(Inference inference) {
        if (inference.legs() == 0 || inference.retrying()) {
            return true;
        }
        int now = retrying.get();
        while (budget.mayRetry(admission.inFlight(), now)) {
            if (retrying.compareAndSet(now, now + 1)) {
                if (inference.startRetrying()) {
                    inference.whenEnded((ended, outcome) -> finish(ended));
                }
                if (inference.hasEnded()) { // the client left meanwhile, and its listener has been told before
                    finish(inference);
                }
                return true;
            }
            now = retrying.get();
        }
        return false;
    }

    /** The retry has been answered, or the request ended or waits: its place is free again. True when it had one. */
    boolean finish(Inference inference) {
        boolean had = inference.stopRetrying();
        if (had) {
            retrying.decrementAndGet();
            whenFreed.run();
        }
        return had;
    }

    /** Told on any thread whenever a place is free again; one listener. */
    void whenFreed(Runnable listener) {
        whenFreed = listener;
    }

    /** How many there may be at once, with as many requests as there are now. */
    public long most() {
        return budget.most(admission.inFlight());
    }

    /** Requests on their second or later leg now. */
    public int underWay() {
        return retrying.get();
    }
}
