package io.skipjack.processors.inference;

import io.skipjack.domain.deployment.Deployment;
import io.skipjack.openai.OpenAiErrors;
import io.skipjack.openai.OpenAiException;
import java.time.Duration;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/**
 * Lets a request in while there is room, else answers 429; one that is larger than any upstream of its model takes is told
 * so, with 413, rather than left to wait. Its place is given back when the answer has ended, not when
 * its headers are sent, so that streams count.
 */
public final class AdmitRequest implements Processor {
    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    private final Admission admission;
    private final UpstreamRegistry registry;

    public AdmitRequest(Admission admission, UpstreamRegistry registry) {
        this.admission = admission;
        this.registry = registry;
    }

    @Override
    public void process(Exchange exchange) throws OpenAiException {
        Inference inference = Inference.of(exchange);
        Deployment deployment = inference.deployment();
        long mostBytes = registry.mostBodyBytes(deployment.name());
        if (inference.request().body().length > mostBytes) {
            throw new OpenAiException(OpenAiErrors.largerThanProvidersTake(mostBytes));
        }
        if (!admission.tryEnter(deployment)) {
            throw new OpenAiException(OpenAiErrors.rateLimited("Too many requests are in flight.", RETRY_AFTER));
        }
        inference.whenEnded((ended, outcome) -> admission.leave(deployment));
    }
}
