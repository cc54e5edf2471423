package io.skipjack.app.webhooks;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.skipjack.app.events.EventFeed;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All webhooks, each told on a thread of its own: one that is slow keeps no other waiting. */
public final class Webhooks implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Webhooks.class);

    private final List<Delivery> deliveries;
    private final EventFeed feed;
    private final WebhookClient client;
    private final ExecutorService threads = Executors.newThreadPerTaskExecutor(
            Thread.ofPlatform().name("webhook-", 0).daemon().factory());

    Webhooks(List<Delivery> deliveries, EventFeed feed, WebhookClient client, MeterRegistry meters) {
        this.deliveries = List.copyOf(deliveries);
        this.feed = feed;
        this.client = client;
        deliveries.forEach(each -> register(each, meters));
    }

    private static void register(Delivery delivery, MeterRegistry meters) {
        String name = delivery.state().name();
        FunctionCounter.builder(
                        "skipjack.webhook.delivered",
                        delivery,
                        each -> each.state().delivered())
                .description("Events that a webhook took from this router")
                .tag("skipjack.webhook", name)
                .register(meters);
        FunctionCounter.builder(
                        "skipjack.webhook.given.up",
                        delivery,
                        each -> each.state().givenUp())
                .description("Events that a webhook was not told of, after all tries")
                .tag("skipjack.webhook", name)
                .register(meters);
        Gauge.builder(
                        "skipjack.webhook.failures",
                        delivery,
                        each -> each.state().failures())
                .description("Tries in a row that a webhook has failed up to now")
                .tag("skipjack.webhook", name)
                .register(meters);
    }

    public List<WebhookState> states() {
        return deliveries.stream().map(Delivery::state).toList();
    }

    void start() {
        deliveries.forEach(each -> threads.execute(() -> work(each)));
    }

    private void work(Delivery delivery) {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                Duration pause = turn(delivery);
                if (pause.isZero()) {
                    feed.await(delivery.position(), Delivery.IDLE);
                } else {
                    TimeUnit.NANOSECONDS.sleep(pause.toNanos());
                }
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private static Duration turn(Delivery delivery) throws InterruptedException {
        try {
            return delivery.turn();
        } catch (RuntimeException failure) {
            LOG.warn(
                    "telling webhook {} failed and will be repeated",
                    delivery.state().name(),
                    failure);
            return Delivery.IDLE;
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
        client.close();
    }
}
