package io.skipjack.app.cost;

import io.skipjack.processors.cost.BookWork;
import org.springframework.context.ApplicationListener;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.core.Ordered;

/** On a stop, after the last answer has ended: writes down what was done since the last minute. */
final class LedgerFarewell implements ApplicationListener<ContextClosedEvent>, Ordered {
    private final BookWork work;

    LedgerFarewell(BookWork work) {
        this.work = work;
    }

    /** After the draining, which is first. */
    @Override
    public int getOrder() {
        return Ordered.LOWEST_PRECEDENCE;
    }

    @Override
    public void onApplicationEvent(ContextClosedEvent stop) {
        work.write();
    }
}
