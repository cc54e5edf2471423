package io.skipjack.domain.routing;

/** All rules by which an upstream is judged fit; {@link #DEFAULT} takes each one's default. */
public record HealthPolicy(EjectionPolicy ejection, ReadinessPolicy readiness, SlowStart slowStart) {
    public static final HealthPolicy DEFAULT =
            new HealthPolicy(EjectionPolicy.DEFAULT, ReadinessPolicy.DEFAULT, SlowStart.DEFAULT);
}
