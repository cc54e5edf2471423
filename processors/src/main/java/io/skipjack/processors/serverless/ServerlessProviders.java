package io.skipjack.processors.serverless;

import io.skipjack.domain.cost.Money;
import io.skipjack.domain.deployment.Deployment;
import io.skipjack.domain.deployment.ServerlessSpec;
import io.skipjack.domain.market.GpuChoice;
import io.skipjack.domain.market.PartRates;
import io.skipjack.domain.market.WorkerParts;
import io.skipjack.domain.provider.ServerlessProvider;
import io.skipjack.domain.serverless.EndpointId;
import io.skipjack.domain.serverless.EndpointNames;
import io.skipjack.domain.serverless.EndpointPlan;
import io.skipjack.domain.serverless.EndpointRequest;
import io.skipjack.domain.serverless.ServerlessRevision;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The serverless providers there are, and what they say without being asked over a network. */
public final class ServerlessProviders {
    private final List<ServerlessProvider> providers;

    public ServerlessProviders(Collection<ServerlessProvider> providers) {
        this.providers = providers.stream()
                .sorted(Comparator.comparing(ServerlessProvider::name))
                .toList();
    }

    /** By name. */
    List<ServerlessProvider> all() {
        return providers;
    }

    Optional<ServerlessProvider> find(String name) {
        return providers.stream().filter(each -> each.name().equals(name)).findFirst();
    }

    /** Why a provider must not be called, with the next step; null when it may. */
    @Nullable
    String unusable(String name) {
        Optional<ServerlessProvider> provider = find(name);
        return provider.isEmpty()
                ? "this router knows no provider of that name"
                : provider.get().missing();
    }

    /** What workers' CPU and memory cost by these rates. */
    WorkerParts parts(List<PartRates> rates) {
        return (provider, gpu) -> rates.stream()
                .filter(each -> each.provider().equals(provider))
                .findFirst()
                .flatMap(rate ->
                        find(provider).map(known -> new WorkerParts.Price(rate.of(known.shape(gpu)), rate.at())))
                .filter(price -> price.perHour().isMoreThan(Money.ZERO))
                .orElse(null);
    }

    /** Why a provider could not run a deployment, for each GPU that it sells and cannot run it on. */
    Map<GpuChoice, String> impossible(ServerlessProvider provider, String owner, Deployment deployment) {
        Map<GpuChoice, String> impossible = new HashMap<>();
        for (GpuChoice gpu : Objects.requireNonNull(deployment.endpoint()).gpu().choices()) {
            if (provider.gpus().contains(gpu.gpu())) {
                String why = plan(provider, owner, deployment, gpu).impossible();
                if (why != null) {
                    impossible.put(gpu, why);
                }
            }
        }
        return impossible;
    }

    /** What a provider would make for a deployment on that GPU. */
    EndpointPlan plan(ServerlessProvider provider, String owner, Deployment deployment, GpuChoice gpu) {
        ServerlessSpec spec = Objects.requireNonNull(deployment.endpoint());
        EndpointRequest request = new EndpointRequest(
                owner,
                new EndpointId(deployment.name(), provider.name()),
                EndpointNames.of(owner, deployment.name()),
                ServerlessRevision.of(deployment),
                deployment.model(),
                gpu,
                spec.engine(),
                spec.scaling());
        try {
            return provider.plan(request);
        } catch (IllegalArgumentException rule) {
            // one deployment that breaks a rule must not keep the others from being looked after
            return EndpointPlan.impossible(String.valueOf(rule.getMessage()));
        }
    }
}
