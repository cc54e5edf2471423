package io.skipjack.upstream;

import io.netty.buffer.ByteBuf;
import io.skipjack.domain.deployment.Tier;
import io.skipjack.domain.resume.ResumeDecision;
import io.skipjack.domain.resume.ResumeLevel;
import io.skipjack.domain.resume.ResumeRefusal;
import io.skipjack.domain.routing.UpstreamUnavailableException;
import io.skipjack.processors.inference.Inference;
import io.skipjack.processors.inference.RequestLine;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An answer has lost its upstream after the client had seen some of it: it goes on elsewhere, or ends honestly. */
record AnswerCut(
        RelayContext context,
        Inference inference,
        Tier tier,
        @Nullable ResumableAnswer resumable,
        AnswerOutflow outflow) {
    private static final Logger LOG = LoggerFactory.getLogger(AnswerCut.class);

    /**
     * @param upstream the id of the one that was lost
     * @param place that it had there
     * @param lastWords what the client is told when the answer cannot go on; owned by the callee
     */
    void handle(String upstream, String reason, OpenPlace place, @Nullable ByteBuf lastWords) {
        if (place.failedAnew()) {
            context.breakers()
                    .cut(
                            inference.deployment().name(),
                            tier,
                            System.nanoTime() - place.startedNanos(),
                            new UpstreamUnavailableException(reason, true));
        }
        inference.addTried(upstream);
        inference.addBrokenLeg();
        switch (resumable == null ? notResumable() : resumable.lost(upstream, reason)) {
            case ResumeDecision.Continue elsewhere -> release(lastWords);
            case ResumeDecision.Finish end
            when resumable != null -> {
                release(lastWords);
                outflow.write(resumable.formalEnd().ofStream(end.finishReason()));
                outflow.end(AnswerSink::end);
            }
            case ResumeDecision.Finish unknown -> outflow.end(to -> to.cut(lastWords));
            case ResumeDecision.Refuse refusal -> {
                say(upstream, reason, refusal.why());
                outflow.end(to -> to.cut(lastWords));
            }
        }
    }

    private ResumeDecision notResumable() {
        ResumeRefusal known = inference.resumeRefusal();
        ResumeRefusal why = known == null ? ResumeRefusal.NO_TOKENS : known;
        Resuming resuming = context.resuming();
        if (resuming != null) {
            resuming.book().refused(inference, ResumeLevel.NONE, why.label());
        }
        return new ResumeDecision.Refuse(why);
    }

    private static void release(@Nullable ByteBuf unsaid) {
        if (unsaid != null) {
            unsaid.release();
        }
    }

    private void say(String upstream, String reason, ResumeRefusal why) {
        RequestLine.about(inference, LOG.atWarn())
                .log(
                        "answer {} from {} of {} cut after {} events: {}; not resumed: {}",
                        inference.requestId(),
                        upstream,
                        inference.deployment().name(),
                        inference.outputEvents(),
                        reason,
                        why.sentence());
    }

    /** The log's line on an answer that nobody could go on with. */
    static void say(Inference inference, ResumeRefusal why) {
        RequestLine.about(inference, LOG.atWarn())
                .log(
                        "answer {} of {} cut after {} events, not resumed: {}",
                        inference.requestId(),
                        inference.deployment().name(),
                        inference.outputEvents(),
                        why.sentence());
    }
}
