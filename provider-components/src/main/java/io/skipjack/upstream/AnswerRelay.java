package io.skipjack.upstream;

import io.netty.buffer.ByteBuf;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.HttpResponse;
import io.skipjack.domain.deployment.Tier;
import io.skipjack.domain.routing.LegOutcome;
import io.skipjack.domain.routing.LegReport;
import io.skipjack.domain.routing.UpstreamUnavailableException;
import io.skipjack.openai.OpenAiErrors;
import io.skipjack.openai.OpenAiException;
import io.skipjack.processors.inference.Inference;
import io.skipjack.processors.inference.Leaving;
import io.skipjack.processors.inference.Reservation;
import io.skipjack.processors.inference.TokenIds;
import java.time.Duration;
import java.util.Objects;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gets one request answered by one tier: a sequence of legs, one per upstream tried, whose answer flows to the client
 * with back-pressure. What the client has seen decides what a failure means: nothing yet, and the next leg replays the
 * request unseen; something, and {@link ResumableAnswer} says whether another relay goes on with it or the answer ends
 * with an explicit error. Such another relay asks, replays and moves on like the first, and then speaks into the same
 * outflow. Lives on the client's event loop.
 */
final class AnswerRelay implements LegListener, AnswerOutflow.Source {
    private static final Logger LOG = LoggerFactory.getLogger(AnswerRelay.class);

    private enum Phase {
        /** No answer yet; failures are replayed. */
        ASKING,
        /** The answer has begun: bytes flow to the client. */
        FLOWING,
        OVER
    }

    private final RelayContext context;
    private final Inference inference;
    private final Tier tier;
    private final EventLoop loop;
    private final BiConsumer<@Nullable Answer, @Nullable Exception> done;
    private final @Nullable ResumableAnswer resumable;
    private final AnswerOutflow outflow;
    private final ReplayRules rules;
    private final OpenPlace place;

    /** Whether the client has the beginning of the answer from another relay. */
    private final boolean goesOn;

    private Phase phase = Phase.ASKING;
    private @Nullable Leg leg;
    private @Nullable AnswerBody body;
    private @Nullable LegRequests requests;
    private LegAsk asked;

    AnswerRelay(
            RelayContext context,
            Inference inference,
            Tier tier,
            EventLoop loop,
            BiConsumer<@Nullable Answer, @Nullable Exception> done) {
        this.context = context;
        this.inference = inference;
        this.tier = tier;
        this.loop = loop;
        this.done = done;
        this.resumable = ResumableAnswer.of(context.resuming(), inference, loop);
        this.goesOn = resumable != null && resumable.seeking();
        this.outflow = resumable != null && goesOn ? resumable.outflow() : new AnswerOutflow();
        this.asked = LegAsk.plain(inference.request());
        this.place = new OpenPlace(context, inference);
        this.rules = new ReplayRules(context.settings(), inference, tier);
    }

    /** Starts the first leg on the upstream that was chosen. */
    void start() {
        if (inference.caller().gone()) {
            clientLeft();
            return;
        }
        if (resumable != null && goesOn && !resumable.takeOver()) {
            // the answer came to its end while an upstream was sought for it
            Objects.requireNonNull(inference.reservation(), "no upstream was chosen")
                    .unused();
            over(null, null);
            return;
        }
        inference.caller().whenGone(() -> loop.execute(this::clientLeft));
        startLeg();
    }

    private void startLeg() {
        rules.legStarts();
        Reservation taken = place.begin();
        int most = context.settings().maxEventBytes();
        send(taken, resumable == null ? asked : resumable.ask(taken, goesOn, most));
    }

    private void send(Reservation to, LegAsk what) {
        asked = what;
        LegRequests sends = new LegRequests(context, inference, to, place.startedNanos(), what);
        requests = sends;
        UpstreamRequest request = sends.first();
        if (request == null) {
            failed(sends.withoutCredential(), "its credential is missing");
        } else {
            ask(request, sends.times());
        }
    }

    private void ask(UpstreamRequest request, LegTimes times) {
        Leg next = new Leg(context.client(), loop, request.origin(), request::message, times, this);
        leg = next;
        next.start();
    }

    // ---- what the leg tells

    @Override
    public void head(HttpResponse response) {
        AnswerHead said = AnswerHead.of(response);
        int status = said.status();
        LegRequests sent = Objects.requireNonNull(requests, "nothing was asked");
        if (status == 303 && follow(sent, said.location())) {
            return;
        }
        Reservation at = place.now();
        LegAsk otherwise = resumable == null || at == null ? null : resumable.otherwise(asked, at, status);
        if (otherwise != null) {
            askAgain(otherwise);
            return;
        }
        LegOutcome failure = sent.failure(status, tier);
        if (failure != null) {
            boolean serverError = failure == LegOutcome.FAILED && status >= 500;
            failed(
                    serverError ? rules.onServerError() : failure,
                    "status " + status,
                    AnswerStatus.retryAfter(status, said.headers()));
            return;
        }
        if (said.isWebPage()) {
            failed(LegOutcome.FAILED, "a web page instead of an answer");
            return;
        }
        if (said.isGood() && at != null && (asked.tokenIds() || asked.plainly())) {
            at.tokenIds(asked.plainly() ? TokenIds.REFUSED : TokenIds.TAKEN);
        }
        if (asked.continuation() != null && !said.isEventStream()) {
            failed(LegOutcome.REJECTED, "status " + status + " to what would go on with an answer");
        } else {
            body = AnswerBody.of(this, resumable, asked, said, context.settings());
        }
    }

    private boolean follow(LegRequests sent, @Nullable String location) {
        UpstreamRequest next = sent.seeOther(location);
        if (next == null || leg == null) {
            return false;
        }
        dropConnection();
        ask(next, sent.times());
        return true;
    }

    @Override
    public void content(ByteBuf bytes) {
        if (body == null) {
            bytes.release();
        } else {
            body.content(bytes);
        }
    }

    @Override
    public void turnEnded() {
        Leg current = leg;
        if (current == null) {
            return;
        }
        if (phase == Phase.ASKING || outflow.flush()) {
            current.read();
        } else {
            current.pause();
        }
    }

    @Override
    public void ticked() {
        Reservation at = place.now();
        Leaving leaving = at == null || phase != Phase.FLOWING ? null : at.leaving();
        if (leaving != null && resumable != null) {
            resumable.mayMove(leaving);
        }
    }

    @Override
    public void ended() {
        AnswerBody ended = body;
        if (ended != null && phase != Phase.OVER) {
            ended.ended();
        }
    }

    @Override
    public void failed(LegOutcome outcome, String reason) {
        failed(outcome, reason, null);
    }

    private void failed(LegOutcome outcome, String reason, @Nullable Duration retryAfter) {
        AnswerBody said = body;
        if (phase != Phase.OVER && said != null && said.said()) {
            // only the end of HTTP's framing is missing, after the answer's own end has come
            said.ended();
        } else if (phase == Phase.ASKING) {
            replay(rules.beforeAnswer(outcome, asked), reason, retryAfter);
        } else if (phase != Phase.OVER) {
            cut(reason);
        }
    }

    private void replay(LegOutcome outcome, String reason, @Nullable Duration retryAfter) {
        String id = dropLeg(new LegReport(outcome, null, retryAfter), reason);
        LOG.debug("leg {} of {} on {} failed: {}: {}", inference.legs(), inference.requestId(), id, outcome, reason);
        rules.legFailed(id, outcome);
        if (inference.serverErrors() >= 2) {
            // two upstreams broke on it: so would the next
            over(null, new OpenAiException(OpenAiErrors.badGateway()));
        } else if (rules.mayAskAnother(outcome) && context.chooser().chooseAgain(inference, tier)) {
            startLeg();
        } else {
            over(
                    null,
                    new UpstreamUnavailableException(
                            tier.label() + " could not answer, last " + id + ": " + reason, place.failedAnew()));
        }
    }

    /** @param reason of a failure, for operators; empty for none */
    private String dropLeg(LegReport report, String reason) {
        if (phase == Phase.ASKING && !goesOn) {
            outflow.forget();
        }
        dropConnection();
        AnswerBody dropped = body;
        body = null;
        if (dropped != null) {
            dropped.discard();
        }
        return place.end(report, reason);
    }

    private void dropConnection() {
        Leg current = leg;
        leg = null;
        if (current != null) {
            current.cancel();
        }
    }

    // ---- what the answer's body tells

    /** Something of the answer came that counts as life. */
    void progressed() {
        Leg current = leg;
        if (current != null) {
            current.progressed();
        }
    }

    /** The answer begins: from here on the client may see it. */
    void answered(Answer answer) {
        place.answered(answer.status() < 400);
        phase = Phase.FLOWING;
        outflow.from(this);
        if (resumable != null) {
            resumable.flows(this, outflow);
        }
        done.accept(answer, null);
    }

    /** The answer that the client has the beginning of goes on here. */
    void wentOn() {
        place.answered(true);
        phase = Phase.FLOWING;
        outflow.from(this);
        if (resumable != null) {
            resumable.wentOn(this);
        }
        done.accept(null, null);
    }

    /** The answer's stream, as the client's connection takes it. */
    AnswerStream stream() {
        return outflow;
    }

    /** Bytes for the client, owned by the callee; kept back while the answer has not begun. */
    void out(ByteBuf bytes) {
        outflow.write(bytes);
    }

    /** The upstream is asked once more, for something else. */
    void askAgain(LegAsk what) {
        dropConnection();
        body = null;
        send(Objects.requireNonNull(place.now(), "nobody was asked"), what);
    }

    /** The upstream's answer cannot be used: its fault, or only not what was needed. */
    void refused(boolean fault, String reason) {
        failed(fault ? LegOutcome.FAILED : LegOutcome.REJECTED, reason);
    }

    Inference inference() {
        return inference;
    }

    void whole() {
        whole(LegOutcome.ANSWERED);
    }

    /** The answer is whole and has been handed over. */
    void whole(LegOutcome outcome) {
        dropLeg(LegReport.of(outcome), "");
        phase = Phase.OVER;
        if (resumable != null) {
            resumable.ended();
        }
        outflow.end(AnswerSink::end);
    }

    /** Another relay is to go on with the answer, at the boundary between two events: nothing is said here meanwhile. */
    void holds() {
        place.pause();
        if (leg != null) {
            leg.hold();
        }
    }

    /** No other relay does: it goes on here. */
    void stays() {
        place.goOn();
        outflow.from(this);
        if (leg != null) {
            leg.goOn();
        }
    }

    /** Another relay goes on with it. */
    void moved() {
        dropLeg(LegReport.of(LegOutcome.CANCELLED), "moved to another upstream");
        phase = Phase.OVER;
    }

    /** The upstream's answer cannot be right, whatever HTTP says. */
    void broken(String reason) {
        failed(LegOutcome.FAILED, reason);
    }

    private void cut(String reason) {
        AnswerBody cutBody = body;
        ByteBuf lastWords = cutBody == null ? null : cutBody.lastWords();
        String upstream = dropLeg(LegReport.of(LegOutcome.CUT), reason);
        phase = Phase.OVER;
        new AnswerCut(context, inference, tier, resumable, outflow).handle(upstream, reason, place, lastWords);
    }

    private void over(@Nullable Answer answer, @Nullable Exception failure) {
        phase = Phase.OVER;
        done.accept(answer, failure);
    }

    @Override
    public void more() {
        turnEnded();
    }

    @Override
    public void clientLeft() {
        if (phase == Phase.OVER) {
            outflow.close();
            return;
        }
        boolean asking = phase == Phase.ASKING;
        dropLeg(LegReport.of(LegOutcome.CANCELLED), "");
        outflow.close();
        phase = Phase.OVER;
        if (asking) {
            done.accept(null, new OpenAiException(OpenAiErrors.requestTimeout()));
        }
    }
}
