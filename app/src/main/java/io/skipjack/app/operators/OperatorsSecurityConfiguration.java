package io.skipjack.app.operators;

import io.skipjack.app.config.ConfigException;
import io.skipjack.app.config.OperatorsProperties;
import io.skipjack.app.config.SkipjackProperties;
import java.net.InetAddress;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.autoconfigure.web.ServerProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.crypto.factory.PasswordEncoderFactories;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;

/**
 * Who may use the operators' port: on loopback every program of this machine, elsewhere whoever knows the password. A
 * port that others can reach and no password is set for does not open at all.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnWebApplication
class OperatorsSecurityConfiguration {
    private static final int SHORTEST_PASSWORD = 12;
    /** Hawtio can pass requests on to other addresses; nobody needs that here. */
    private static final String HAWTIO_PROXY = "/actuator/hawtio/proxy/**";

    @Bean
    SecurityFilterChain operatorsSecurity(HttpSecurity http, ServerProperties server) throws Exception {
        boolean loopback = isLoopback(server.getAddress());
        http.csrf(AbstractHttpConfigurer::disable) // CrossSiteGuard does it, also for Hawtio's own requests
                .addFilterBefore(new CrossSiteGuard(loopback), AuthorizationFilter.class)
                .addFilterAfter(new FormGuard(), AuthorizationFilter.class)
                .authorizeHttpRequests(requests -> {
                    requests.requestMatchers(HAWTIO_PROXY).denyAll();
                    if (loopback) {
                        requests.anyRequest().permitAll();
                    } else {
                        requests.anyRequest().authenticated();
                    }
                });
        if (!loopback) {
            http.httpBasic(Customizer.withDefaults());
        }
        return http.build();
    }

    @Bean
    UserDetailsService operators(SkipjackProperties properties, ServerProperties server) {
        OperatorsProperties login = properties.operators();
        if (isLoopback(server.getAddress())) {
            return new InMemoryUserDetailsManager();
        }
        if (login.password().length() < SHORTEST_PASSWORD) {
            throw new ConfigException("the operators' port would listen on " + server.getAddress()
                    + ", where others can reach it, without a password; set SKIPJACK_OPERATORS_PASSWORD to at least "
                    + SHORTEST_PASSWORD + " characters, or server.address to 127.0.0.1");
        }
        String hash = PasswordEncoderFactories.createDelegatingPasswordEncoder().encode(login.password());
        return new InMemoryUserDetailsManager(
                User.withUsername(login.user()).password(hash).roles("OPERATOR").build());
    }

    /** No address at all means every interface. */
    private static boolean isLoopback(@Nullable InetAddress address) {
        return address != null && address.isLoopbackAddress();
    }
}
