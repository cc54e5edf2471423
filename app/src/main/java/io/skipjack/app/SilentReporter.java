package io.skipjack.app;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringBootExceptionReporter;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.Ordered;

/**
 * Takes a failed start away from Spring Boot's report of many lines and a stack trace: {@link Router} says it in one
 * sentence.
 */
final class SilentReporter implements SpringBootExceptionReporter, Ordered {
    /** The signature Spring Boot looks for. */
    SilentReporter(@Nullable ConfigurableApplicationContext context) {}

    @Override
    public boolean reportException(Throwable failure) {
        return true;
    }

    @Override
    public int getOrder() {
        return Ordered.HIGHEST_PRECEDENCE;
    }
}
