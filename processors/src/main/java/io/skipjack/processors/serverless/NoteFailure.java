package io.skipjack.processors.serverless;

import io.skipjack.domain.provider.ProviderUnavailableException;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** Makes an outcome of what a call threw, so that it is written down like any other. */
public final class NoteFailure implements Processor {
    @Override
    public void process(Exchange exchange) {
        Throwable thrown = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class);
        exchange.getMessage()
                .setBody(
                        thrown instanceof ProviderUnavailableException unavailable
                                ? new CallFailed(String.valueOf(unavailable.getMessage()), unavailable.retryAfter())
                                : new CallFailed(said(thrown), null));
    }

    /** A provider that throws anything else has a mistake in it: its class helps to find it. */
    private static String said(Throwable thrown) {
        return thrown.getClass().getSimpleName() + (thrown.getMessage() == null ? "" : ": " + thrown.getMessage());
    }
}
