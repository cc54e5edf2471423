package io.skipjack.domain.deployment;

import io.skipjack.domain.market.GpuNeed;
import java.util.HashSet;
import java.util.List;

/**
 * What the router deploys by itself for a deployment's serverless tier.
 *
 * @param gpu of each worker; the first choice that a provider sells
 * @param engine how it is started
 * @param scaling wishes to the provider
 * @param providers who is to run it, the most wanted first: all are deployed, and the next is asked when one cannot answer.
 *     Empty (default) for the best that there is a credential for
 */
public record ServerlessSpec(GpuNeed gpu, EngineSpec engine, ServerlessScaling scaling, List<String> providers) {
    private static final int MOST = 8;

    public ServerlessSpec {
        providers = List.copyOf(providers);
        Words.requireRange("number of providers", providers.size(), 0, MOST);
        providers.forEach(provider -> Words.requireName("provider", provider));
        if (new HashSet<>(providers).size() < providers.size()) {
            throw new IllegalArgumentException("providers names one twice");
        }
    }
}
