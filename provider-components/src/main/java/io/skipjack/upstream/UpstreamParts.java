package io.skipjack.upstream;

import io.skipjack.processors.inference.UpstreamChooser;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What all upstream endpoints share; the application makes one and puts it into the registry.
 *
 * @param forwardHeaders client headers that are passed on to upstreams; no other is, and none that carries a credential
 * @param resuming null where no answer is resumed
 */
public record UpstreamParts(
        UpstreamClient client,
        UpstreamChooser chooser,
        TierBreakers breakers,
        Credentials credentials,
        List<String> forwardHeaders,
        AnswerLimits limits,
        @Nullable Resuming resuming) {

    /**
     * Bounds of an answer.
     *
     * @param maxUpstreams upstreams of one tier tried for one request before the next tier's turn
     * @param maxBufferedBytes largest non-streamed answer that is held until it is whole
     * @param maxEventBytes largest server-sent event
     * @param patience from a request's arrival; after it no further upstream is woken for it
     */
    public record AnswerLimits(int maxUpstreams, int maxBufferedBytes, int maxEventBytes, Duration patience) {}
}
