package io.skipjack.app.inference;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.handler.ssl.SslContextBuilder;
import io.skipjack.app.config.BreakerProperties;
import io.skipjack.app.config.LimitsProperties;
import io.skipjack.app.config.SkipjackProperties;
import io.skipjack.domain.deployment.Tier;
import io.skipjack.listen.ClientConnections;
import io.skipjack.listen.FrontDoor;
import io.skipjack.listen.ListenSettings;
import io.skipjack.processors.inference.ProbeSettings;
import io.skipjack.processors.inference.RequestTracing;
import io.skipjack.processors.inference.UpstreamChooser;
import io.skipjack.upstream.Credentials;
import io.skipjack.upstream.HttpEngineProbe;
import io.skipjack.upstream.Resuming;
import io.skipjack.upstream.TierBreakers;
import io.skipjack.upstream.UpstreamClient;
import io.skipjack.upstream.UpstreamParts;
import io.skipjack.upstream.UpstreamParts.AnswerLimits;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLException;
import org.apache.camel.component.netty.http.NettyHttpComponent;
import org.apache.camel.spi.ComponentCustomizer;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;

/** The front door and the upstream client, on the same event loops, and the threads requests run on. */
@Configuration(proxyBeanMethods = false)
class FrontDoorConfiguration {
    /** Share of the heap that request bodies may take until they are answered. */
    private static final int BUFFER_SHARE = 4;

    @Bean
    EventLoops inferenceLoops() {
        return EventLoops.start();
    }

    /** By the name that the front door's route has for them; ended with {@link EventLoops}. */
    @Bean(destroyMethod = "")
    EventLoopGroup eventLoops(EventLoops loops) {
        return loops.group();
    }

    /** netty-http must make the kind of channel that the loops above can serve. */
    @Bean
    ComponentCustomizer nettyTransport() {
        return ComponentCustomizer.builder(NettyHttpComponent.class)
                .build(component -> component.getConfiguration().setNativeTransport(Epoll.isAvailable()));
    }

    @Bean(destroyMethod = "close")
    ExecutorService virtualThreads() {
        return Executors.newThreadPerTaskExecutor(
                Thread.ofVirtual().name("request-", 0).factory());
    }

    @Bean
    ListenSettings listenSettings(SkipjackProperties properties) {
        LimitsProperties limits = properties.limits();
        return new ListenSettings(
                limits.maxBodyBytes(),
                limits.maxHeaderBytes(),
                limits.maxRequestLineBytes(),
                limits.headerReadTimeout(),
                limits.bodyReadTimeout(),
                limits.keepAliveTimeout(),
                limits.writeStallTimeout(),
                properties.hold().heartbeat(),
                limits.maxConnections(),
                limits.maxConnectionsPerAddress(),
                Runtime.getRuntime().maxMemory() / BUFFER_SHARE);
    }

    @Bean
    ClientConnections clientConnections(ListenSettings settings) {
        return new ClientConnections(settings);
    }

    @Bean
    FrontDoor frontDoor(
            ListenSettings settings, ClientConnections connections, ObjectProvider<RequestTracing> tracing) {
        return new FrontDoor(settings, connections, tracing.getIfAvailable());
    }

    /** Not where routes and config are only looked at: there is no open door then. */
    @Bean
    @Profile("!check")
    DrainBeforeStop drainBeforeStop(FrontDoor frontDoor, ClientConnections connections, SkipjackProperties properties) {
        return new DrainBeforeStop(frontDoor, connections, properties.listen().drainTimeout());
    }

    @Bean(destroyMethod = "close")
    UpstreamClient upstreamClient(SkipjackProperties properties, EventLoopGroup eventLoops) throws SSLException {
        int maxIdle = Math.max(
                properties.spot().maxIdleConnections(), properties.serverless().maxIdleConnections());
        return new UpstreamClient(eventLoops, SslContextBuilder.forClient().build(), maxIdle);
    }

    @Bean
    UpstreamParts upstreamParts(
            SkipjackProperties properties,
            UpstreamClient client,
            UpstreamChooser chooser,
            TierBreakers breakers,
            Credentials credentials,
            Resuming resuming) {
        AnswerLimits limits = new AnswerLimits(
                properties.retry().maxUpstreamsPerTier(),
                properties.limits().maxBufferedAnswerBytes(),
                properties.limits().maxEventBytes(),
                properties.hold().deadline());
        return new UpstreamParts(client, chooser, breakers, credentials, properties.forwardHeaders(), limits, resuming);
    }

    @Bean
    TierBreakers tierBreakers(SkipjackProperties properties) {
        return new TierBreakers(
                breaker(properties.spot().breaker()),
                breaker(properties.serverless().breaker()));
    }

    @Bean
    CircuitBreaker spotBreaker(TierBreakers breakers) {
        return breakers.forRoutes(Tier.SPOT);
    }

    @Bean
    CircuitBreaker serverlessBreaker(TierBreakers breakers) {
        return breakers.forRoutes(Tier.SERVERLESS);
    }

    private static CircuitBreakerConfig breaker(BreakerProperties properties) {
        return CircuitBreakerConfig.custom()
                .slidingWindowType(SlidingWindowType.TIME_BASED)
                .slidingWindowSize(properties.windowSeconds())
                .minimumNumberOfCalls(properties.minimumCalls())
                .failureRateThreshold(properties.failurePercent())
                .waitDurationInOpenState(Duration.ofSeconds(properties.openSeconds()))
                .permittedNumberOfCallsInHalfOpenState(properties.halfOpenCalls())
                .writableStackTraceEnabled(false)
                .build();
    }

    @Bean(destroyMethod = "close")
    HttpEngineProbe engineProbe(SkipjackProperties properties, Credentials credentials) {
        return new HttpEngineProbe(credentials, properties.probe().timeout());
    }

    @Bean
    ProbeSettings probeSettings(SkipjackProperties properties) {
        return new ProbeSettings(properties.probe().generationInterval());
    }
}
