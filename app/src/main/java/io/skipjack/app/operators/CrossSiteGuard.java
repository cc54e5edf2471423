package io.skipjack.app.operators;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Keeps web pages of other sites away from the operators' port, which the browser of whoever runs the router can reach
 * though the page's author cannot. Two ways are closed: a request whose {@code Origin} is not the address asked, and, on
 * loopback, one that asks for a name other than this machine's, as DNS rebinding does. Used in place of CSRF tokens,
 * because nothing that is no web page needs to know about it.
 */
final class CrossSiteGuard extends OncePerRequestFilter {
    private static final Set<String> THIS_MACHINE = Set.of("localhost", "127.0.0.1", "[::1]");

    private final boolean loopback;

    /** @param loopback whether the port listens on this machine only */
    CrossSiteGuard(boolean loopback) {
        this.loopback = loopback;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (allowed(request.getHeader("Host"), request.getHeader("Origin"))) {
            chain.doFilter(request, response);
        } else {
            response.sendError(HttpServletResponse.SC_FORBIDDEN);
        }
    }

    boolean allowed(@Nullable String host, @Nullable String origin) {
        if (host == null || (loopback && !THIS_MACHINE.contains(withoutPort(host)))) {
            return false;
        }
        return origin == null || host.equalsIgnoreCase(authority(origin));
    }

    private static String withoutPort(String host) {
        return host.replaceFirst(":\\d+$", "").toLowerCase(Locale.ROOT);
    }

    /** Empty, which is no host, for what is not an origin: {@code null}, as browsers send from files and frames. */
    private static String authority(String origin) {
        try {
            String authority = URI.create(origin).getRawAuthority();
            return authority == null ? "" : authority;
        } catch (IllegalArgumentException malformed) {
            return "";
        }
    }
}
