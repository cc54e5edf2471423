package io.skipjack.app.operators;

import io.skipjack.domain.operator.Caller;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/** Notes who asks, for those that decide whether they may, and for the audit log. Refuses nobody itself. */
public final class OperatorLogin extends OncePerRequestFilter {
    private final Logins logins;

    OperatorLogin(Logins logins) {
        this.logins = logins;
    }

    /** Whoever asks on this thread; null outside of a request, and for one without a login. */
    public static @Nullable Caller current() {
        return caller(SecurityContextHolder.getContext().getAuthentication());
    }

    static @Nullable Caller caller(@Nullable Authentication authentication) {
        return authentication != null && authentication.getPrincipal() instanceof Caller caller ? caller : null;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Optional<Caller> caller = logins.identify(request.getHeader(HttpHeaders.AUTHORIZATION))
                .or(() -> logins.open() ? Optional.of(Caller.LOCAL) : Optional.empty());
        caller.ifPresent(OperatorLogin::enter);
        chain.doFilter(request, response);
    }

    /** Spring forgets it when the request ends. */
    private static void enter(Caller caller) {
        SecurityContext context = SecurityContextHolder.createEmptyContext();
        context.setAuthentication(UsernamePasswordAuthenticationToken.authenticated(caller, null, List.of()));
        SecurityContextHolder.setContext(context);
    }
}
