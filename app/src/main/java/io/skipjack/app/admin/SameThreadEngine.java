package io.skipjack.app.admin;

import io.skipjack.app.operators.OperatorLogin;
import io.skipjack.processors.admin.Callers;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.concurrent.CompletableFuture;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.component.platform.http.PlatformHttpEndpoint;
import org.apache.camel.component.platform.http.spi.PlatformHttpConsumer;
import org.apache.camel.component.platform.http.springboot.SpringBootPlatformHttpConsumer;
import org.apache.camel.component.platform.http.springboot.SpringBootPlatformHttpEngine;
import org.apache.camel.spi.ExceptionHandler;
import org.jspecify.annotations.Nullable;

/**
 * Answers on the servlet's own thread. Camel's engine hands each request to another one; when the client goes away
 * meanwhile, that one writes to a response which Tomcat has taken back.
 */
final class SameThreadEngine extends SpringBootPlatformHttpEngine {
    private final ExceptionHandler unsent;

    /** @param unsent told of answers that could not be written */
    SameThreadEngine(int port, ExceptionHandler unsent) {
        super(port, Runnable::run);
        this.unsent = unsent;
    }

    @Override
    public PlatformHttpConsumer createConsumer(PlatformHttpEndpoint endpoint, Processor processor) {
        var consumer = new SpringBootPlatformHttpConsumer(endpoint, processor, Runnable::run) {
            /** With who asks, as the port's login found. */
            @Override
            public Exchange createExchange(boolean autoRelease) {
                Exchange exchange = super.createExchange(autoRelease);
                exchange.setProperty(Callers.PROPERTY, OperatorLogin.current());
                return exchange;
            }

            /** Null tells Spring that the answer is there: a future, even a finished one, makes the request asynchronous. */
            @Override
            public @Nullable CompletableFuture<Void> service(HttpServletRequest request, HttpServletResponse response) {
                if (request.getMethod().equals("HEAD")) { // which Spring takes for a GET
                    response.setStatus(HttpServletResponse.SC_METHOD_NOT_ALLOWED);
                } else {
                    super.service(request, response);
                }
                return null;
            }
        };
        consumer.setExceptionHandler(unsent);
        return consumer;
    }
}
