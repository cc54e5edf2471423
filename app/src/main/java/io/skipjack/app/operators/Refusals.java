package io.skipjack.app.operators;

import io.skipjack.domain.operator.Caller;
import io.skipjack.domain.operator.Role;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpHeaders;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.access.AccessDeniedHandler;

/** Answers whoever may not: a sentence, as JSON, and for browsers the question for a password. */
final class Refusals implements AuthenticationEntryPoint, AccessDeniedHandler {
    private static final String NO_LOGIN = "this port wants a login: Authorization: Bearer sj-op-..., made by"
            + " skipjack keys create NAME --role viewer, or the operators' user and password";
    private static final String NOT_LET_IN = "that is no operator key in use, nor the operators' user and password";

    @Override
    public void commence(HttpServletRequest request, HttpServletResponse response, AuthenticationException none)
            throws IOException {
        boolean tried = request.getHeader(HttpHeaders.AUTHORIZATION) != null;
        response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Basic realm=\"Skipjack operators\"");
        answer(response, HttpServletResponse.SC_UNAUTHORIZED, tried ? NOT_LET_IN : NO_LOGIN);
    }

    @Override
    public void handle(HttpServletRequest request, HttpServletResponse response, AccessDeniedException denied)
            throws IOException {
        Caller caller = OperatorLogin.caller(SecurityContextHolder.getContext().getAuthentication());
        Role needed = Access.needed(request.getMethod(), request.getRequestURI());
        String reason = caller == null || caller.may(needed)
                ? "nobody may do this"
                : "this takes an operator key of role " + needed.label() + "; yours is "
                        + caller.role().label();
        answer(response, HttpServletResponse.SC_FORBIDDEN, reason);
    }

    private static void answer(HttpServletResponse response, int status, String sentence) throws IOException {
        response.setStatus(status);
        response.setContentType("application/json");
        response.setCharacterEncoding("UTF-8");
        response.getWriter().write("{\"error\":\"" + sentence + "\"}");
    }
}
