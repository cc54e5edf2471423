package io.skipjack.app.logs;

import io.skipjack.app.PlatformThreads;
import io.skipjack.app.fleet.RouterName;
import io.skipjack.app.inference.NamedSecret;
import io.skipjack.domain.fleet.FleetStore;
import io.skipjack.domain.fleet.LeaderEpoch;
import io.skipjack.domain.serverless.EndpointStore;
import io.skipjack.processors.admin.LogDesk;
import io.skipjack.provider.spi.Redaction;
import java.time.InstantSource;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What the steps of {@code routes/logs.camel.yaml} work with. */
@Configuration(proxyBeanMethods = false)
class LogsConfiguration {
    /** Sources that are asked for lines at once. */
    private static final int LOG_THREADS = 16;

    @Bean(destroyMethod = "close")
    LogRing routerLog(RouterName router, ObjectProvider<NamedSecret> secrets) {
        return new LogRing(router.name(), () -> redaction(secrets)::of).open();
    }

    @Bean
    LogDesk logDesk(
            FleetStore fleets,
            EndpointStore endpoints,
            LeaderEpoch leader,
            RouterName router,
            LogRing own,
            ObjectProvider<NamedSecret> secrets) {
        LogDesk.Teller teller = new LogDesk.Teller(
                router.name(), own, leader, text -> redaction(secrets).of(text));
        return new LogDesk(fleets, endpoints, teller, InstantSource.system());
    }

    /** Not the threads of the endpoints: a provider's command line that hangs over a log holds no deploy up. */
    @Bean(destroyMethod = "shutdownNow")
    ExecutorService logThreads() {
        return PlatformThreads.of("logs-", LOG_THREADS);
    }

    /** With the secrets as they are known now: a key may have come later. */
    private static Redaction redaction(ObjectProvider<NamedSecret> secrets) {
        return new Redaction(secrets.stream()
                .map(NamedSecret::value)
                .filter(Objects::nonNull)
                .toList());
    }
}
