package io.skipjack.app.operators;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Locale;
import java.util.Set;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Refuses bodies of the admin API whose type says that they are a form: those are the types that a page of any site may
 * send without asking. A second lock behind {@link CrossSiteGuard}; and what curl sends unless told otherwise, so the
 * answer says what to do.
 */
final class FormGuard extends OncePerRequestFilter {
    private static final Set<String> FORMS =
            Set.of("application/x-www-form-urlencoded", "multipart/form-data", "text/plain");
    private static final String ANSWER = "{\"error\":\"send the file as YAML, not as a form: curl -T FILE URL, or"
            + " --data-binary @FILE -H 'Content-Type: application/yaml'\"}";

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !request.getRequestURI().startsWith("/api/");
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String type = request.getContentType() == null ? "" : request.getContentType();
        if (FORMS.contains(type.replaceFirst(";.*", "").strip().toLowerCase(Locale.ROOT))) {
            response.setStatus(HttpServletResponse.SC_UNSUPPORTED_MEDIA_TYPE);
            response.setContentType("application/json");
            response.getWriter().write(ANSWER);
        } else {
            chain.doFilter(request, response);
        }
    }
}
