package io.skipjack.app.webhooks;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How telling a webhook goes at this router, since its start; at one that does not lead nothing goes at all.
 *
 * @param name which
 * @param kind what it is sent
 * @param delivered events it took
 * @param failures tries in a row that failed, up to now
 * @param givenUp events it was not told of, after all tries
 * @param deliveredAt when it took the last; null for never
 * @param problem of the last try; empty where that went well, and before the first
 */
public record WebhookState(
        String name,
        String kind,
        long delivered,
        int failures,
        long givenUp,
        @Nullable Instant deliveredAt,
        String problem) {
    static WebhookState fresh(Webhook webhook) {
        return new WebhookState(webhook.name(), webhook.kind().label(), 0, 0, 0, null, "");
    }

    WebhookState afterDelivery(Instant now) {
        return new WebhookState(name, kind, delivered + 1, 0, givenUp, now, "");
    }

    WebhookState afterFailure(int inARow, String why) {
        return new WebhookState(name, kind, delivered, inARow, givenUp, deliveredAt, why);
    }

    WebhookState afterGivingUp(String why) {
        return new WebhookState(name, kind, delivered, 0, givenUp + 1, deliveredAt, why);
    }
}
