package io.skipjack.app.admin;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.concurrent.CompletableFuture;
import org.apache.camel.Processor;
import org.apache.camel.component.platform.http.PlatformHttpEndpoint;
import org.apache.camel.component.platform.http.spi.PlatformHttpConsumer;
import org.apache.camel.component.platform.http.springboot.SpringBootPlatformHttpConsumer;
import org.apache.camel.component.platform.http.springboot.SpringBootPlatformHttpEngine;
import org.jspecify.annotations.Nullable;

/**
 * Answers on the servlet's own thread. Camel's engine hands each request to another one; when the client goes away
 * meanwhile, that one writes to a response which Tomcat has taken back.
 */
final class SameThreadEngine extends SpringBootPlatformHttpEngine {
    SameThreadEngine(int port) {
        super(port, Runnable::run);
    }

    @Override
    public PlatformHttpConsumer createConsumer(PlatformHttpEndpoint endpoint, Processor processor) {
        return new SpringBootPlatformHttpConsumer(endpoint, processor, Runnable::run) {
            /** Null tells Spring that the answer is there: a future, even a finished one, makes the request asynchronous. */
            @Override
            public @Nullable CompletableFuture<Void> service(HttpServletRequest request, HttpServletResponse response) {
                super.service(request, response);
                return null;
            }
        };
    }
}
