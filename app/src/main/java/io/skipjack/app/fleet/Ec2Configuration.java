package io.skipjack.app.fleet;

import io.skipjack.app.RouterClock;
import io.skipjack.app.config.Ec2Properties;
import io.skipjack.app.config.ListenProperties;
import io.skipjack.app.config.SkipjackProperties;
import io.skipjack.domain.provider.Provider;
import io.skipjack.domain.provider.ProviderUnavailableException;
import io.skipjack.provider.Aws2Ec2Operations;
import io.skipjack.provider.ec2.Ec2Clients;
import io.skipjack.provider.ec2.Ec2Provider;
import io.skipjack.provider.ec2.Ec2Secrets;
import io.skipjack.provider.ec2.Ec2Settings;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import org.apache.camel.CamelContext;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The EC2 account that replicas are launched in. Nothing of it is called while no deployment has a fleet. */
@Configuration(proxyBeanMethods = false)
class Ec2Configuration {
    private static final int ENGINE_PORT = 8_000;

    @Bean
    Ec2Settings ec2Settings(SkipjackProperties properties) {
        Ec2Properties ec2 = properties.ec2();
        return new Ec2Settings(
                endpoint(ec2),
                ec2.regions(),
                ec2.routerUrl().isEmpty() ? ownUrl(properties.listen()) : ec2.routerUrl(),
                ec2.image(),
                ec2.ami(),
                ec2.instanceProfile(),
                ec2.securityGroup(),
                ec2.subnetTag(),
                ec2.engineKey(),
                ec2.hfToken(),
                ec2.weightsBucket(),
                ec2.diskGb(),
                ec2.abandonAfter(),
                ec2.stopTimeout(),
                ec2.keyName(),
                ENGINE_PORT,
                ec2.side());
    }

    @Bean(destroyMethod = "close")
    Ec2Clients ec2Clients(Ec2Settings settings) {
        return new Ec2Clients(settings.endpoint());
    }

    @Bean
    Provider ec2Provider(Ec2Settings settings, Ec2Clients clients, CamelContext camel, RouterClock clock) {
        return new Ec2Provider(settings, new Aws2Ec2Operations(camel, clients), clients, clock.wall());
    }

    /** From the first region: the key is one for all, and instances elsewhere read a copy of it there. */
    @Bean
    EngineKey engineKey(Ec2Settings settings, Ec2Clients clients) {
        Ec2Secrets secrets = new Ec2Secrets(clients, settings.regions().getFirst());
        return new EngineKey(System.getenv(EngineKey.NAME), () -> {
            try {
                return secrets.fetch(settings.engineKey());
            } catch (ProviderUnavailableException unavailable) {
                throw new IllegalStateException(unavailable.getMessage(), unavailable);
            }
        });
    }

    private static @Nullable URI endpoint(Ec2Properties ec2) {
        return ec2.endpoint().isEmpty() ? null : URI.create(ec2.endpoint());
    }

    /** What instances in the same network can likely reach; a load balancer before several routers must be configured. */
    private static String ownUrl(ListenProperties listen) {
        String host = listen.host();
        if (host.equals("0.0.0.0") || host.equals("::")) {
            try {
                host = InetAddress.getLocalHost().getHostAddress();
            } catch (UnknownHostException nameless) {
                host = "127.0.0.1";
            }
        }
        return "http://" + host + ":" + listen.port();
    }
}
