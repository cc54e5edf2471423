package io.skipjack.domain.deployment;

import io.skipjack.domain.cost.BudgetSpec;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the user asked for: one model, served from the tiers named.
 *
 * @param name unique among deployments; in metrics, logs and commands
 * @param model what clients put in {@code model}, such as {@code Qwen/Qwen3-0.6B}; 1 to 256 printable characters
 * @param isPublic whether requests need no API key
 * @param maxInFlight requests open at once over all tiers, 1 to 1000000; {@value #DEFAULT_MAX_IN_FLIGHT} by default
 * @param spot null when it has no spot tier; at least one tier must be there
 * @param serverless null when it has no serverless tier
 * @param fleet what the router launches for the spot tier by itself; null when the user names its upstreams
 * @param endpoint what the router deploys for the serverless tier by itself; null when the user names its upstreams
 * @param budget what it may cost; null for no bound
 * @param resumes whether an answer that loses its upstream goes on elsewhere; true by default
 */
public record Deployment(
        String name,
        String model,
        boolean isPublic,
        int maxInFlight,
        @Nullable TierSpec spot,
        @Nullable TierSpec serverless,
        @Nullable FleetSpec fleet,
        @Nullable ServerlessSpec endpoint,
        @Nullable BudgetSpec budget,
        boolean resumes) {
    public static final int DEFAULT_MAX_IN_FLIGHT = 1_000;

    private static final int MOST_IN_FLIGHT = 1_000_000;
    private static final int LONGEST_MODEL = 256;

    public Deployment {
        Words.requireName("deployment name", name);
        if (model.isBlank() || model.length() > LONGEST_MODEL || model.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException(
                    "deployment %s: model must be 1 to %d printable characters".formatted(name, LONGEST_MODEL));
        }
        Words.requireRange("deployment %s: max in flight".formatted(name), maxInFlight, 1, MOST_IN_FLIGHT);
        if (spot == null && serverless == null) {
            throw new IllegalArgumentException(
                    "deployment %s: needs a spot tier, a serverless tier or both".formatted(name));
        }
        if (fleet != null && spot == null) {
            throw new IllegalArgumentException("deployment %s: a fleet needs a spot tier".formatted(name));
        }
        if (endpoint != null && serverless == null) {
            throw new IllegalArgumentException("deployment %s: an endpoint needs a serverless tier".formatted(name));
        }
        requireDistinctIds(name, spot, serverless);
    }

    /** A deployment whose answers are resumed. */
    public Deployment(
            String name,
            String model,
            boolean isPublic,
            int maxInFlight,
            @Nullable TierSpec spot,
            @Nullable TierSpec serverless,
            @Nullable FleetSpec fleet,
            @Nullable ServerlessSpec endpoint,
            @Nullable BudgetSpec budget) {
        this(name, model, isPublic, maxInFlight, spot, serverless, fleet, endpoint, budget, true);
    }

    /** A deployment without a budget. */
    public Deployment(
            String name,
            String model,
            boolean isPublic,
            int maxInFlight,
            @Nullable TierSpec spot,
            @Nullable TierSpec serverless,
            @Nullable FleetSpec fleet,
            @Nullable ServerlessSpec endpoint) {
        this(name, model, isPublic, maxInFlight, spot, serverless, fleet, endpoint, null);
    }

    /** A deployment whose serverless upstreams, if any, the user names. */
    public Deployment(
            String name,
            String model,
            boolean isPublic,
            int maxInFlight,
            @Nullable TierSpec spot,
            @Nullable TierSpec serverless,
            @Nullable FleetSpec fleet) {
        this(name, model, isPublic, maxInFlight, spot, serverless, fleet, null);
    }

    /** A deployment whose upstreams the user names. */
    public Deployment(
            String name,
            String model,
            boolean isPublic,
            int maxInFlight,
            @Nullable TierSpec spot,
            @Nullable TierSpec serverless) {
        this(name, model, isPublic, maxInFlight, spot, serverless, null);
    }

    /** The same with these upstreams in the spot tier: what its fleet offers now. */
    public Deployment withSpotUpstreams(List<UpstreamSpec> upstreams) {
        if (spot == null) {
            throw new IllegalArgumentException("deployment %s has no spot tier".formatted(name));
        }
        return new Deployment(
                name,
                model,
                isPublic,
                maxInFlight,
                spot.withUpstreams(upstreams),
                serverless,
                fleet,
                endpoint,
                budget,
                resumes);
    }

    /** The same with these upstreams in the serverless tier: the endpoints that are deployed now. */
    public Deployment withServerlessUpstreams(List<UpstreamSpec> upstreams) {
        if (serverless == null) {
            throw new IllegalArgumentException("deployment %s has no serverless tier".formatted(name));
        }
        return new Deployment(
                name,
                model,
                isPublic,
                maxInFlight,
                spot,
                serverless.withUpstreams(upstreams),
                fleet,
                endpoint,
                budget,
                resumes);
    }

    /** The tier's spec; null when the deployment has no such tier. */
    public @Nullable TierSpec tier(Tier tier) {
        return switch (tier) {
            case SPOT -> spot;
            case SERVERLESS -> serverless;
        };
    }

    private static void requireDistinctIds(String name, @Nullable TierSpec spot, @Nullable TierSpec serverless) {
        if (spot == null || serverless == null) {
            return;
        }
        Set<String> ids = new HashSet<>();
        spot.upstreams().forEach(upstream -> ids.add(upstream.id()));
        for (UpstreamSpec upstream : serverless.upstreams()) {
            if (!ids.add(upstream.id())) {
                throw new IllegalArgumentException(
                        "deployment %s: upstream id '%s' is used in both tiers".formatted(name, upstream.id()));
            }
        }
    }
}
