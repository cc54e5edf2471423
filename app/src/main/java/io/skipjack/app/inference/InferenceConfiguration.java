package io.skipjack.app.inference;

import io.micrometer.core.instrument.MeterRegistry;
import io.skipjack.app.config.EjectionProperties;
import io.skipjack.app.config.HoldProperties;
import io.skipjack.app.config.ProbeProperties;
import io.skipjack.app.config.RetryProperties;
import io.skipjack.app.config.SkipjackProperties;
import io.skipjack.app.deployments.DeploymentCatalog;
import io.skipjack.app.events.TrafficNews;
import io.skipjack.domain.provider.ServerlessProvider;
import io.skipjack.domain.routing.EjectionPolicy;
import io.skipjack.domain.routing.HealthPolicy;
import io.skipjack.domain.routing.ReadinessPolicy;
import io.skipjack.domain.routing.RetryBudget;
import io.skipjack.domain.routing.SlowStart;
import io.skipjack.openai.InferenceRequestReader;
import io.skipjack.openai.PathAllowlist;
import io.skipjack.openai.ReaderLimits;
import io.skipjack.processors.inference.Admission;
import io.skipjack.processors.inference.HoldRequest;
import io.skipjack.processors.inference.HoldSettings;
import io.skipjack.processors.inference.KeyCheck;
import io.skipjack.processors.inference.MonotonicInstants;
import io.skipjack.processors.inference.Retries;
import io.skipjack.processors.inference.UpstreamChooser;
import io.skipjack.processors.inference.UpstreamRegistry;
import io.skipjack.processors.inference.UsageBook;
import io.skipjack.processors.inference.WorkMeters;
import io.skipjack.upstream.Credentials;
import io.skipjack.upstream.ProviderAccess;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.random.RandomGenerator;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;

/** What the steps of the inference route work with: keys, deployments, limits, routing state and books. */
@Configuration(proxyBeanMethods = false)
class InferenceConfiguration {
    /** Samples before a replica's latency is compared with its peers'. */
    private static final int LATENCY_SAMPLES = 3;

    @Bean
    KeyCheck inferenceKeys(io.skipjack.app.keys.KeyCheck keys) {
        return presented -> keys.identify(presented).orElse(null);
    }

    @Bean
    ServedDeployments deploymentBook(DeploymentCatalog catalog, UpstreamRegistry registry, Credentials credentials) {
        ServedDeployments served = new ServedDeployments(registry, credentials);
        served.take(catalog.current());
        catalog.onChange(served::take);
        return served;
    }

    @Bean
    ProviderAccess providerAccess(ObjectProvider<ServerlessProvider> providers) {
        return new ProviderCredentials(providers.orderedStream().toList());
    }

    @Bean
    Credentials upstreamCredentials(List<NamedSecret> secrets, ProviderAccess providers) {
        return new Credentials(
                name -> secrets.stream()
                        .filter(secret -> secret.name().equals(name))
                        .findFirst()
                        .map(NamedSecret::value)
                        .orElseGet(() -> System.getenv(name)),
                providers);
    }

    @Bean
    PathAllowlist pathAllowlist(SkipjackProperties properties) {
        return PathAllowlist.of(properties.paths());
    }

    @Bean
    InferenceRequestReader inferenceRequestReader(SkipjackProperties properties, PathAllowlist paths) {
        ReaderLimits defaults = ReaderLimits.DEFAULT;
        ReaderLimits limits = new ReaderLimits(
                properties.limits().maxBodyBytes(),
                properties.limits().maxJsonDepth(),
                defaults.numberLength(),
                defaults.nameLength(),
                Set.copyOf(properties.mediaDomains()));
        return new InferenceRequestReader(limits, paths);
    }

    @Bean
    Admission admission(SkipjackProperties properties) {
        return new Admission(properties.limits().maxInFlight());
    }

    @Bean
    UpstreamRegistry upstreamRegistry(SkipjackProperties properties) {
        EjectionProperties ejection = properties.ejection();
        ProbeProperties probe = properties.probe();
        HealthPolicy policy = new HealthPolicy(
                new EjectionPolicy(
                        ejection.consecutiveFailures(),
                        ejection.base(),
                        ejection.max(),
                        ejection.maxEjectedPercent(),
                        ejection.latencyFactor(),
                        LATENCY_SAMPLES),
                new ReadinessPolicy(probe.healthyAfter(), probe.unhealthyAfter()),
                new SlowStart(properties.spot().slowStart()));
        return new UpstreamRegistry(policy, new MonotonicInstants());
    }

    @Bean
    Retries retries(SkipjackProperties properties, Admission admission) {
        RetryProperties retry = properties.retry();
        return new Retries(new RetryBudget(retry.budgetMin(), retry.budgetPercent()), admission);
    }

    @Bean
    WorkMeters workMeters(InstantSource clock) {
        return new WorkMeters(clock);
    }

    @Bean
    UpstreamChooser upstreamChooser(UpstreamRegistry registry, Retries retries, WorkMeters work) {
        RandomGenerator perThread = () -> ThreadLocalRandom.current().nextLong();
        return new UpstreamChooser(registry, retries, work, perThread);
    }

    @Bean
    HoldRequest holdRequest(SkipjackProperties properties, UpstreamRegistry registry, Retries retries) {
        HoldProperties hold = properties.hold();
        return new HoldRequest(
                new HoldSettings(hold.maxWaiting(), hold.deadline(), hold.retryInterval()),
                registry,
                retries,
                System::nanoTime);
    }

    @Bean
    GenAiMeters genAiMeters(MeterRegistry meters) {
        return new GenAiMeters(meters);
    }

    /** Each ended request is booked in all. */
    @Bean
    @Primary
    UsageBook usageBook(GenAiMeters meters, @Qualifier("requestTallies") UsageBook tallies, TrafficNews traffic) {
        return (inference, outcome) -> {
            meters.ended(inference, outcome);
            tallies.ended(inference, outcome);
            traffic.ended(inference, outcome);
        };
    }
}
