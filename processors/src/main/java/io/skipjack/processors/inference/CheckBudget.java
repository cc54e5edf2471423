package io.skipjack.processors.inference;

import io.skipjack.openai.OpenAiErrors;
import io.skipjack.openai.OpenAiException;
import java.time.Instant;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** Refuses a request, with 429, whose key or deployment has spent a budget that says so. */
public final class CheckBudget implements Processor {
    private final SpendingLimit limit;

    public CheckBudget(SpendingLimit limit) {
        this.limit = limit;
    }

    @Override
    public void process(Exchange exchange) throws OpenAiException {
        Inference inference = Inference.of(exchange);
        Instant until = limit.refusedUntil(inference.deployment().name(), inference.keyId());
        if (until != null) {
            throw new OpenAiException(OpenAiErrors.budgetSpent(until));
        }
    }
}
