package io.skipjack.app.operators;

import io.skipjack.app.config.ConfigException;
import io.skipjack.app.config.OperatorsProperties;
import io.skipjack.app.config.SkipjackProperties;
import io.skipjack.domain.operator.Caller;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import java.net.InetAddress;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.autoconfigure.web.ServerProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.access.intercept.RequestAuthorizationContext;
import org.springframework.security.web.authentication.www.BasicAuthenticationFilter;

/**
 * Who may use the operators' port: whoever has an operator key, as far as its role goes, or knows the password. On loopback
 * every program of this machine may do all until one of them is made; a port that others can reach and no password is set
 * for does not open at all.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnWebApplication
class OperatorsSecurityConfiguration {
    private static final int SHORTEST_PASSWORD = 12;
    /** Hawtio can pass requests on to other addresses; nobody needs that here. */
    private static final String HAWTIO_PROXY = "/actuator/hawtio/proxy/**";
    /** What load balancers ask, which have no login: they say a word and nothing more. */
    private static final String[] PROBES = {"/actuator/health/liveness", "/actuator/health/readiness"};

    @Bean
    SecurityFilterChain operatorsSecurity(HttpSecurity http, ServerProperties server, Logins logins) throws Exception {
        Refusals refusals = new Refusals();
        return http.csrf(AbstractHttpConfigurer::disable) // CrossSiteGuard does it, also for Hawtio's own requests
                .requestCache(AbstractHttpConfigurer::disable) // it would make a session
                .addFilterBefore(new CrossSiteGuard(isLoopback(server.getAddress())), BasicAuthenticationFilter.class)
                .addFilterAt(new OperatorLogin(logins), BasicAuthenticationFilter.class)
                .addFilterAfter(new FormGuard(), AuthorizationFilter.class)
                .exceptionHandling(
                        handling -> handling.authenticationEntryPoint(refusals).accessDeniedHandler(refusals))
                .authorizeHttpRequests(requests -> requests
                        // the rest of what was let in
                        .dispatcherTypeMatchers(DispatcherType.ERROR, DispatcherType.ASYNC, DispatcherType.FORWARD)
                        .permitAll()
                        .requestMatchers(HAWTIO_PROXY)
                        .denyAll()
                        .requestMatchers(PROBES)
                        .permitAll()
                        .anyRequest()
                        .access((login, request) -> new AuthorizationDecision(allowed(login, request))))
                .build();
    }

    private static boolean allowed(Supplier<Authentication> login, RequestAuthorizationContext context) {
        Caller caller = OperatorLogin.caller(login.get());
        HttpServletRequest request = context.getRequest();
        return caller != null && caller.may(Access.needed(request.getMethod(), request.getRequestURI()));
    }

    @Bean
    Logins logins(SkipjackProperties properties, ServerProperties server, OperatorKeys keys) {
        OperatorsProperties login = properties.operators();
        boolean loopback = isLoopback(server.getAddress());
        boolean tooShort = login.password().length() < SHORTEST_PASSWORD;
        if (!loopback && tooShort) {
            throw new ConfigException("the operators' port would listen on " + server.getAddress()
                    + ", where others can reach it, without a password; set SKIPJACK_OPERATORS_PASSWORD to at least "
                    + SHORTEST_PASSWORD + " characters, or server.address to 127.0.0.1");
        }
        return new Logins(keys, login.user(), login.password(), loopback);
    }

    /** Of Spring's own there are none; without this it would make one up. */
    @Bean
    UserDetailsService operators() {
        return new InMemoryUserDetailsManager();
    }

    /** No address at all means every interface. */
    private static boolean isLoopback(@Nullable InetAddress address) {
        return address != null && address.isLoopbackAddress();
    }
}
