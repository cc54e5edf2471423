package io.skipjack.processors.inference;

import io.skipjack.domain.deployment.Tier;
import io.skipjack.domain.routing.UpstreamUnavailableException;
import java.util.Locale;
import java.util.Objects;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/**
 * Chooses an upstream of the tier that the variable {@code tier} names, by the deployment's routing policy, and takes a
 * place on it. When none is ready, or all are full (the surplus spills over), the next tier's turn has come.
 */
public final class ChooseUpstream implements Processor {
    private final UpstreamChooser chooser;

    public ChooseUpstream(UpstreamChooser chooser) {
        this.chooser = chooser;
    }

    @Override
    public void process(Exchange exchange) throws UpstreamUnavailableException {
        Inference inference = Inference.of(exchange);
        inference.bindToThread();
        String tier =
                Objects.requireNonNull(exchange.getVariable("tier", String.class), "the route sets no variable 'tier'");
        chooser.choose(inference, Tier.valueOf(tier.toUpperCase(Locale.ROOT)));
        inference.caller().waiting();
    }
}
