package io.skipjack.domain.fleet;

import java.time.Duration;

/**
 * How long things may take before the fleet does something about them.
 *
 * @param launchTimeout from the intent until the machine is seen running; 5 min by default (Karpenter)
 * @param readyTimeout from the intent until the engine answers; 15 min by default (Karpenter's registration)
 * @param unreachableAfter a ready engine that answers no probe for so long is given up; 60 s by default
 * @param consistencyWindow a lease the provider does not show is not taken for gone while it is younger; 5 min by default
 *     (EC2's own advice on eventual consistency)
 * @param orphanGrace age before an unknown lease of ours is ended; 30 s by default (Karpenter)
 * @param drainTimeout for what runs on a replica that is not wanted any more to end by itself or move elsewhere; 10 min by
 *     default. An interruption's own deadline counts where it is earlier. The replica goes as soon as nothing runs on it
 * @param avoidAfterRefusal how long an offer without capacity is not asked for; 3 min by default (Karpenter)
 * @param avoidAfterInterruption how long the zone and shape of an interrupted replica are; 10 min by default
 * @param avoidAfterQuota how long a capacity type of a region is, whose quota is used up; 30 min by default
 * @param backoff pause after a launch that never got ready, doubled each time; 30 s by default
 * @param maxBackoff at most; 30 min by default
 * @param maxFailures launches in a row that never get ready before none is tried any more; 5 by default
 */
public record FleetTiming(
        Duration launchTimeout,
        Duration readyTimeout,
        Duration unreachableAfter,
        Duration consistencyWindow,
        Duration orphanGrace,
        Duration drainTimeout,
        Duration avoidAfterRefusal,
        Duration avoidAfterInterruption,
        Duration avoidAfterQuota,
        Duration backoff,
        Duration maxBackoff,
        int maxFailures) {

    public static final FleetTiming DEFAULT = new FleetTiming(
            Duration.ofMinutes(5),
            Duration.ofMinutes(15),
            Duration.ofSeconds(60),
            Duration.ofMinutes(5),
            Duration.ofSeconds(30),
            Duration.ofMinutes(10),
            Duration.ofMinutes(3),
            Duration.ofMinutes(10),
            Duration.ofMinutes(30),
            Duration.ofSeconds(30),
            Duration.ofMinutes(30),
            5);
}
