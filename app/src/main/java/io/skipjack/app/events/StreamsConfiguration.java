package io.skipjack.app.events;

import io.skipjack.app.RouterClock;
import io.skipjack.domain.event.EventLog;
import io.skipjack.processors.admin.JsonText;
import io.skipjack.processors.admin.StatusSource;
import jakarta.servlet.http.HttpServlet;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;

/**
 * The streams of the operators' port, behind its login as all of it. What they show is found when somebody asks: the port
 * is made first of all, and must not fail for what is only opened for it.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnWebApplication
class StreamsConfiguration {

    @Bean(destroyMethod = "close")
    Readers streamReaders() {
        return new Readers();
    }

    @Bean
    ServletRegistrationBean<HttpServlet> eventStream(
            @Lazy EventLog log, EventFeed feed, Readers readers, JsonText json, RouterClock clock) {
        return at("/api/events/stream", new EventStreamServlet(log, feed, readers, json, clock.wall()));
    }

    @Bean
    ServletRegistrationBean<HttpServlet> statusStream(@Lazy StatusSource status, Readers readers, JsonText json) {
        return at("/api/status/stream", new StatusStreamServlet(new StatusFeed(status, json), readers));
    }

    private static ServletRegistrationBean<HttpServlet> at(String path, HttpServlet servlet) {
        return new ServletRegistrationBean<>(servlet, path);
    }
}
