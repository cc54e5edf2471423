package io.skipjack.app.inference;

import io.micrometer.core.instrument.MeterRegistry;
import io.skipjack.app.config.ResumeProperties;
import io.skipjack.app.config.SkipjackProperties;
import io.skipjack.openai.ResumeMemory;
import io.skipjack.processors.inference.ResumeBook;
import io.skipjack.processors.inference.ResumeQueue;
import io.skipjack.processors.inference.ResumeRoute;
import io.skipjack.processors.inference.ResumeSettings;
import io.skipjack.processors.inference.Retries;
import io.skipjack.processors.inference.UpstreamRegistry;
import io.skipjack.upstream.Resuming;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.apache.camel.CamelContext;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Going on with answers that lost their upstream: the queue they wait in, and the route out of it. */
@Configuration(proxyBeanMethods = false)
class ResumeConfiguration {
    /** Before an answer that nobody could take is tried again. */
    private static final Duration PAUSE = Duration.ofMillis(500);

    @Bean
    ResumeSettings resumeSettings(SkipjackProperties properties) {
        ResumeProperties resume = properties.resume();
        return new ResumeSettings(
                resume.enabled(),
                resume.maxPerRequest(),
                resume.maxWaiting(),
                resume.deadline(),
                PAUSE,
                resume.maxPause(),
                resume.assembleFrom());
    }

    @Bean
    ResumeMemory resumeMemory(SkipjackProperties properties) {
        ResumeProperties resume = properties.resume();
        return new ResumeMemory(resume.maxBytesPerAnswer(), resume.maxBytes());
    }

    @Bean
    ResumeRoute resumeRoute(CamelContext camel, @Qualifier("virtualThreads") ExecutorService threads) {
        return new ToResumeRoute(camel, threads);
    }

    @Bean(destroyMethod = "shutdownNow")
    ScheduledExecutorService resumeTicks() {
        return Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().name("resume-queue").daemon().factory());
    }

    @Bean
    ResumeQueue resumeQueue(
            ResumeSettings settings,
            Retries retries,
            UpstreamRegistry registry,
            ResumeRoute route,
            @Qualifier("resumeTicks") ScheduledExecutorService ticks) {
        return new ResumeQueue(settings, retries, registry, route, ticks);
    }

    @Bean
    ResumeMeters resumeMeters(MeterRegistry meters, ResumeQueue queue, ResumeMemory memory) {
        return new ResumeMeters(meters, queue, memory);
    }

    @Bean
    Resuming resuming(ResumeQueue queue, ResumeBook book, ResumeMemory memory) {
        return new Resuming(queue, book, memory);
    }
}
