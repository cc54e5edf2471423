package io.skipjack.app.config;

import io.skipjack.domain.cost.Money;
import io.skipjack.domain.fleet.FleetTiming;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What the router launches and ends by itself: where it remembers, how often it decides, and bounds on all deployments
 * together. The keys from {@code launchTimeout} on are {@link FleetTiming}'s, where each is explained.
 *
 * @param routerId names this router among those that share a store; empty for host name and process
 * @param storeUrl {@code jdbc:postgresql://…} of a store that routers share; empty for SQLite in the data directory
 * @param storeUser login of the store; empty for what the URL says
 * @param storePassword best from the environment: {@code SKIPJACK_FLEET_STORE_PASSWORD}
 * @param leaderTtl how long a leader that says nothing more still leads
 * @param autoscaleInterval between two looks at the load
 * @param followInterval between two looks of every router at the replicas in the store
 * @param observeInterval between two looks at the provider and the engines
 * @param sweepInterval between two searches for leases that nobody remembers
 * @param priceInterval between two questions for prices
 * @param maxReplicas live at once over all deployments, 0 to 1000; 0 launches nothing
 * @param maxHourlyCost what all replicas together may cost per hour, dollars; empty for no bound
 * @param keepEnded how long replicas that ended are remembered
 */
public record FleetProperties(
        @NotNull @DefaultValue("") String routerId,
        @NotNull @DefaultValue("") String storeUrl,
        @NotNull @DefaultValue("") String storeUser,
        @NotNull @DefaultValue("") String storePassword,
        @DurationMin(seconds = 3) @DefaultValue("10s") Duration leaderTtl,
        @DurationMin(millis = 100) @DefaultValue("2s") Duration autoscaleInterval,
        @DurationMin(millis = 100) @DefaultValue("1s") Duration followInterval,
        @DurationMin(millis = 100) @DefaultValue("2s") Duration observeInterval,
        @DurationMin(millis = 100) @DefaultValue("60s") Duration sweepInterval,
        @DurationMin(millis = 100) @DefaultValue("5m") Duration priceInterval,
        @Min(0) @Max(1000) @DefaultValue("20") int maxReplicas,
        @NotNull @DefaultValue("") String maxHourlyCost,
        @DurationMin(millis = 100) @DefaultValue("5m") Duration launchTimeout,
        @DurationMin(millis = 100) @DefaultValue("15m") Duration readyTimeout,
        @DurationMin(millis = 100) @DefaultValue("60s") Duration unreachableAfter,
        @DurationMin @DefaultValue("5m") Duration consistencyWindow,
        @DurationMin @DefaultValue("30s") Duration orphanGrace,
        @DurationMin @DefaultValue("10m") Duration drainTimeout,
        @DurationMin @DefaultValue("3m") Duration avoidAfterRefusal,
        @DurationMin @DefaultValue("10m") Duration avoidAfterInterruption,
        @DurationMin @DefaultValue("30m") Duration avoidAfterQuota,
        @DurationMin @DefaultValue("30s") Duration backoff,
        @DurationMin @DefaultValue("30m") Duration maxBackoff,
        @Min(1) @Max(100) @DefaultValue("5") int maxFailures,
        @DurationMin(seconds = 1) @DefaultValue("72h") Duration keepEnded) {

    /** The bound on all deployments together; null for none. */
    public @Nullable Money hourlyCostBound() {
        return maxHourlyCost.isBlank() ? null : Dollars.read(maxHourlyCost);
    }

    /** How long things may take, as the domain reckons with it. */
    public FleetTiming timing() {
        return new FleetTiming(
                launchTimeout,
                readyTimeout,
                unreachableAfter,
                consistencyWindow,
                orphanGrace,
                drainTimeout,
                avoidAfterRefusal,
                avoidAfterInterruption,
                avoidAfterQuota,
                backoff,
                maxBackoff,
                maxFailures);
    }

    @AssertTrue(message = "fleet.max-hourly-cost must be dollars above 0 such as 2.50, or empty for no bound")
    boolean isMaxHourlyCostAnAmount() {
        return maxHourlyCost.isBlank() || Dollars.isPositive(maxHourlyCost);
    }

    @AssertTrue(
            message = "fleet.ready-timeout must be at least fleet.launch-timeout, for it runs from the same instant")
    boolean isReadyAfterLaunch() {
        return readyTimeout.compareTo(launchTimeout) >= 0;
    }

    @AssertTrue(message = "fleet.max-backoff must be at least fleet.backoff")
    boolean isMaxBackoffAtLeastBackoff() {
        return maxBackoff.compareTo(backoff) >= 0;
    }

    @AssertTrue(message = "fleet.store-url must begin with jdbc:postgresql: or jdbc:sqlite:, or be empty")
    boolean isStoreKnown() {
        return storeUrl.isEmpty() || storeUrl.startsWith("jdbc:postgresql:") || storeUrl.startsWith("jdbc:sqlite:");
    }

    /** Leaves out the password, and the parameters of the URL, which may hold one, so that no log can hold it. */
    @Override
    public String toString() {
        return "FleetProperties[routerId=%s, storeUrl=%s, storeUser=%s, maxReplicas=%d, maxHourlyCost=%s, timing=%s]"
                .formatted(
                        routerId,
                        storeUrl.replaceFirst("[?;].*", "").replaceFirst("//[^/]*@", "//"),
                        storeUser,
                        maxReplicas,
                        maxHourlyCost,
                        timing());
    }
}
