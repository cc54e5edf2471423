package io.skipjack.app.webhooks;

import io.skipjack.app.state.WebhookStore;
import io.skipjack.app.state.WebhookStore.Place;
import io.skipjack.domain.event.EventLog;
import io.skipjack.domain.event.EventQuery;
import io.skipjack.domain.event.OperatorEvent;
import io.skipjack.domain.fleet.LeaderEpoch;
import io.skipjack.domain.fleet.StaleEpochException;
import io.skipjack.domain.fleet.StoreUnavailableException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells one webhook of events in their order, while this router leads: the leader alone, and its place in the store, so that
 * each event is told once however many routers noted it, and whoever takes over goes on where the last one was. A router
 * that dies between an answer and writing the place down leaves that one event to be told again, with the same {@code
 * Skipjack-Event-Id}: better twice than never. By one thread.
 */
final class Delivery {
    private static final Logger LOG = LoggerFactory.getLogger(Delivery.class);

    /** Where nothing is to be done. */
    static final Duration IDLE = Duration.ofSeconds(1);

    private static final int PAGE = 50;

    private final Webhook webhook;
    private final Surroundings around;
    private volatile WebhookState state;
    private @Nullable Place place;
    private long placeUnder;

    /**
     * What all webhooks' deliveries share.
     *
     * @param clock for the age of events
     */
    record Surroundings(
            EventLog log,
            WebhookStore store,
            LeaderEpoch leader,
            WebhookClient client,
            Retrying retrying,
            InstantSource clock) {}

    Delivery(Webhook webhook, Surroundings around) {
        this.webhook = webhook;
        this.around = around;
        this.state = WebhookState.fresh(webhook);
    }

    WebhookState state() {
        return state;
    }

    /** Up to where the webhook has been told, as far as this router knows; for waiting on what follows. */
    long position() {
        Place known = place;
        return known == null ? 0 : known.seq();
    }

    /** Tells what there is to tell. @return how long to wait; zero where news are to be waited for */
    Duration turn() throws InterruptedException {
        OptionalLong epoch = around.leader().current();
        if (epoch.isEmpty()) {
            place = null;
            return IDLE;
        }
        try {
            return turn(epoch.getAsLong());
        } catch (StaleEpochException | StoreUnavailableException notNow) {
            place = null;
            return IDLE;
        }
    }

    private Duration turn(long epoch) throws InterruptedException {
        Place at = place(epoch);
        long newest = around.log().last();
        if (newest <= at.seq()) {
            return Duration.ZERO;
        }
        List<OperatorEvent> events = around.log().find(EventQuery.after(at.seq(), webhook.filter(), PAGE));
        for (OperatorEvent event : events) {
            Duration pause = tell(epoch, event);
            if (!pause.isZero()) {
                return pause;
            }
        }
        if (events.size() < PAGE && newest > position()) {
            // in memory only: what it does not want need not be looked through again
            place = new Place(newest, 0);
        }
        return Duration.ZERO;
    }

    private Place place(long epoch) {
        Place known = place;
        if (known == null || placeUnder != epoch) {
            known = around.store().place(epoch, webhook.name());
            place = known;
            placeUnder = epoch;
        }
        return known;
    }

    /** @return zero when done with it, else how long to wait before the next try */
    private Duration tell(long epoch, OperatorEvent event) throws InterruptedException {
        if (event.at()
                .plus(around.retrying().freshness())
                .isBefore(around.clock().instant())) {
            move(epoch, new Place(event.seq(), 0));
            return Duration.ZERO;
        }
        Answer answer = around.client().tell(webhook, event);
        int failures = place(epoch).failures() + 1;
        if (answer.taken()) {
            state = state.afterDelivery(around.clock().instant());
            move(epoch, new Place(event.seq(), 0));
            return Duration.ZERO;
        }
        if (!answer.again() || failures >= around.retrying().tries()) {
            state = state.afterGivingUp(answer.problem());
            LOG.warn(
                    "webhook {} is not told of event {} ({}): {}",
                    webhook.name(),
                    event.seq(),
                    event.kind(),
                    answer.problem());
            move(epoch, new Place(event.seq(), 0));
            return Duration.ZERO;
        }
        state = state.afterFailure(failures, answer.problem());
        move(epoch, new Place(event.seq() - 1, failures));
        return around.retrying().pause(failures, answer.after());
    }

    private void move(long epoch, Place to) {
        around.store().move(epoch, webhook.name(), to);
        place = to;
    }
}
