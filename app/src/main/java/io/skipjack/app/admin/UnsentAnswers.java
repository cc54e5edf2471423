package io.skipjack.app.admin;

import java.io.IOException;
import org.apache.camel.Exchange;
import org.apache.camel.spi.ExceptionHandler;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What becomes of an answer to an operator that could not be written. Whoever went away before it came is none of our
 * troubles: without this, each would leave a stack trace in the log.
 */
final class UnsentAnswers implements ExceptionHandler {
    private static final Logger LOG = LoggerFactory.getLogger(UnsentAnswers.class);

    @Override
    public void handleException(Throwable failure) {
        handleException("", null, failure);
    }

    @Override
    public void handleException(String message, Throwable failure) {
        handleException(message, null, failure);
    }

    @Override
    public void handleException(String message, @Nullable Exchange exchange, Throwable failure) {
        if (failure instanceof IOException) {
            LOG.debug("an operator's client went away before its answer: {}", failure.getMessage());
        } else {
            LOG.warn("an answer to an operator could not be written: {}", failure.toString());
        }
    }
}
