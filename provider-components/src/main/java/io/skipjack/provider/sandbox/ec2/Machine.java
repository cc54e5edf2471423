package io.skipjack.provider.sandbox.ec2;

import java.time.Duration;
import java.time.Instant;

/**
 * What a pretend host needs to know about the instance it is.
 *
 * @param address its private address, on loopback
 * @param userData as the instance sees it, no longer in base64
 * @param runningAt when it begins to run
 * @param boot from then until its engine is ready, when nothing goes wrong
 */
public record Machine(
        String id,
        String region,
        String zone,
        String type,
        boolean spot,
        String address,
        String userData,
        Instant runningAt,
        Duration boot) {

    static Machine of(String id, Order order, String address, Instant runningAt, Duration boot) {
        return new Machine(
                id,
                order.region(),
                order.zone(),
                order.type().name(),
                order.spot(),
                address,
                UserData.decode(order.userData()),
                runningAt,
                boot);
    }
}
