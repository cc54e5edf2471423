package io.skipjack.processors.inference;

import io.skipjack.openai.OpenAiError;
import io.skipjack.openai.OpenAiErrors;
import io.skipjack.openai.OpenAiException;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns what went wrong into the error the client gets; whatever was not foreseen is logged and becomes a plain 500. */
public final class AnswerError implements Processor {
    private static final Logger LOG = LoggerFactory.getLogger(AnswerError.class);

    @Override
    public void process(Exchange exchange) {
        Throwable thrown = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class);
        Inference inference = Inference.of(exchange);
        OpenAiError refusal = inference.holdRefusal();
        if (refusal == null) {
            // nobody reads what is said to a client that left, and its leaving is no fault
            refusal = inference.caller().gone() ? OpenAiErrors.requestTimeout() : error(inference, thrown);
        }
        exchange.getMessage().setBody(refusal);
    }

    private static OpenAiError error(Inference inference, Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof OpenAiException known) {
                return known.error();
            }
        }
        RequestLine.about(inference, LOG.atError()).setCause(thrown).log("answering {} failed", inference.requestId());
        return OpenAiErrors.internal();
    }
}
