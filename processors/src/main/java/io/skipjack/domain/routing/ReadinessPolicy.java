package io.skipjack.domain.routing;

/**
 * How many probes in a row turn readiness round. More than one, so that an upstream that goes up and down every few
 * seconds is not sent requests each time it is up; more for bad than for good, as a probe lost under load is common.
 *
 * @param goodProbes to become ready again, 1 or more; 2 by default (the first time ever 1 is enough)
 * @param badProbes to become unready, 1 or more; 3 by default
 */
public record ReadinessPolicy(int goodProbes, int badProbes) {
    public static final ReadinessPolicy DEFAULT = new ReadinessPolicy(2, 3);

    public ReadinessPolicy {
        if (goodProbes < 1 || badProbes < 1) {
            throw new IllegalArgumentException(
                    "readiness needs 1 or more good and bad probes, was %d and %d".formatted(goodProbes, badProbes));
        }
    }
}
