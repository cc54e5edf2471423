package io.skipjack.upstream;

import io.netty.buffer.ByteBuf;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponse;
import io.skipjack.domain.cost.Usage;
import io.skipjack.domain.deployment.Tier;
import io.skipjack.domain.routing.LegOutcome;
import io.skipjack.domain.routing.LegReport;
import io.skipjack.domain.routing.UpstreamUnavailableException;
import io.skipjack.openai.OpenAiErrors;
import io.skipjack.openai.OpenAiException;
import io.skipjack.processors.inference.Inference;
import io.skipjack.processors.inference.RequestLine;
import io.skipjack.processors.inference.RequestTrace;
import io.skipjack.processors.inference.Reservation;
import java.time.Duration;
import java.util.Objects;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gets one request answered by one tier: a sequence of legs, one per upstream tried, whose answer flows to the client
 * with back-pressure. What the client has seen decides what a failure means: nothing yet, and the next leg replays the
 * request unseen; something, and the answer ends with an explicit error. A later leg that continues an answer would start
 * in {@link #broken}, where everything it needs to know is known. Lives on the client's event loop.
 */
final class AnswerRelay implements LegListener, AnswerStream {
    private static final Logger LOG = LoggerFactory.getLogger(AnswerRelay.class);
    /** As many as there may be serverless providers: those that turn a request away have not worked on it. */
    private static final int MOST_LEGS = 8;

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
    private final @Nullable RequestTrace trace;
    private final AnswerOutflow outflow = new AnswerOutflow();

    private Phase phase = Phase.ASKING;
    private @Nullable Leg leg;
    private @Nullable AnswerBody body;
    private @Nullable Reservation place;
    private @Nullable LegRequests requests;
    private int legsHere;
    private int turnedAway;

    AnswerRelay(
            RelayContext context,
            Inference inference,
            Tier tier,
            EventLoop loop,
            BiConsumer<@Nullable Answer, @Nullable Exception> done) {
        this.context = context;
        this.inference = inference;
        this.trace = inference.traceOrNull();
        this.tier = tier;
        this.loop = loop;
        this.done = done;
    }

    /** Starts the first leg on the upstream that was chosen. */
    void start() {
        if (inference.caller().gone()) {
            clientLeft();
            return;
        }
        inference.caller().whenGone(() -> loop.execute(this::clientLeft));
        startLeg();
    }

    private void startLeg() {
        Reservation taken = Objects.requireNonNull(inference.reservation(), "no upstream was chosen");
        place = taken;
        legsHere++;
        inference.legStarted();
        if (trace != null) {
            trace.legStarted(inference, taken);
        }
        LegRequests sends = new LegRequests(context, inference, taken, inference.legStartedNanos());
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
        int status = response.status().code();
        HttpHeaders headers = response.headers();
        LegRequests sent = Objects.requireNonNull(requests, "nothing was asked");
        if (status == 303 && follow(sent, headers.get(HttpHeaderNames.LOCATION))) {
            return;
        }
        LegOutcome failure = sent.failure(status, tier);
        if (failure != null) {
            boolean serverError = failure == LegOutcome.FAILED && status >= 500;
            failed(
                    serverError ? onServerError() : failure,
                    "status " + status,
                    AnswerStatus.retryAfter(status, headers));
            return;
        }
        String type = headers.get(HttpHeaderNames.CONTENT_TYPE);
        if (status < 400 && type != null && type.startsWith("text/html")) {
            // a provider's front speaks, not an engine: a login, a notice, a parked domain
            failed(LegOutcome.FAILED, "a web page instead of an answer");
            return;
        }
        boolean events = status < 400 && type != null && type.startsWith("text/event-stream");
        body = events && !headers.contains(HttpHeaderNames.CONTENT_ENCODING)
                ? new EventStreamAnswer(
                        this,
                        status,
                        headers,
                        inference.request(),
                        context.settings().maxEventBytes())
                : new BufferedAnswer(this, status, headers, context.settings().maxBufferedAnswerBytes());
    }

    /**
     * One request that breaks two upstreams says more of itself than of them: the second is not held responsible, else
     * a poisoned prompt that is sent again and again would take out one after the other.
     */
    private LegOutcome onServerError() {
        inference.addServerError();
        return inference.serverErrors() < 2 ? LegOutcome.FAILED : LegOutcome.REJECTED;
    }

    private boolean follow(LegRequests sent, @Nullable String location) {
        UpstreamRequest next = sent.seeOther(location);
        Leg current = leg;
        if (next == null || current == null) {
            return false;
        }
        current.cancel();
        ask(next, sent.times());
        return true;
    }

    @Override
    public void content(ByteBuf bytes) {
        AnswerBody taking = body;
        if (taking == null) {
            bytes.release();
        } else {
            taking.content(bytes);
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
        boolean sleeping = tier == Tier.SERVERLESS
                && (outcome == LegOutcome.CONNECT_FAILED || outcome == LegOutcome.FIRST_BYTE_TIMEOUT);
        if (phase == Phase.ASKING) {
            replay(sleeping ? LegOutcome.COLD : outcome, reason, retryAfter);
        } else if (phase != Phase.OVER && body != null && body.said()) {
            // only the end of HTTP's framing is missing, after the answer's own end has been sent
            whole();
        } else if (phase != Phase.OVER) {
            cut(reason);
        }
    }

    private void replay(LegOutcome outcome, String reason, @Nullable Duration retryAfter) {
        Reservation failedPlace = dropLeg(new LegReport(outcome, null, retryAfter), reason);
        String id = failedPlace == null ? "?" : failedPlace.upstream().id();
        LOG.debug("leg {} of {} on {} failed: {}: {}", inference.legs(), inference.requestId(), id, outcome, reason);
        inference.addTried(id);
        if (outcome == LegOutcome.FAILED || outcome == LegOutcome.FIRST_BYTE_TIMEOUT) {
            inference.addBrokenLeg();
        }
        if (inference.serverErrors() >= 2) {
            // two upstreams broke on it: so would the next
            over(null, new OpenAiException(OpenAiErrors.badGateway()));
        } else if (mayAskAnother(outcome) && context.chooser().chooseAgain(inference, tier)) {
            startLeg();
        } else {
            over(
                    null,
                    new UpstreamUnavailableException(
                            tier.label() + " could not answer, last " + id + ": " + reason, outcome.sick()));
        }
    }

    /** One that turned the request away counts less: it may be the first of several that are cold. */
    private boolean mayAskAnother(LegOutcome outcome) {
        if (tier == Tier.SERVERLESS && (outcome == LegOutcome.COLD || outcome == LegOutcome.BUSY)) {
            turnedAway++;
            long age = System.nanoTime() - inference.startedNanos();
            return legsHere < MOST_LEGS && age < context.settings().patience().toNanos();
        }
        return legsHere - turnedAway < context.settings().maxUpstreams();
    }

    private @Nullable Reservation dropLeg(LegReport report) {
        return dropLeg(report, "");
    }

    /** @param reason of a failure, for operators; empty for none */
    private @Nullable Reservation dropLeg(LegReport report, String reason) {
        if (phase == Phase.ASKING) {
            outflow.forget();
        }
        Leg current = leg;
        leg = null;
        if (current != null) {
            current.cancel();
        }
        AnswerBody dropped = body;
        body = null;
        if (dropped != null) {
            dropped.discard();
        }
        Reservation reported = place;
        place = null;
        if (reported != null) {
            context.chooser().legEnded(reported, report);
            if (trace != null) {
                trace.legEnded(report.outcome(), reason);
            }
        }
        return reported;
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
        long now = System.nanoTime();
        inference.firstToken(now);
        inference.answeredByUpstream(true);
        Reservation here = place;
        if (here != null && answer.status() < 400) {
            here.answered(Duration.ofNanos(now - inference.legStartedNanos()));
        }
        context.chooser().answered(inference);
        if (trace != null) {
            trace.answerBegan();
        }
        phase = Phase.FLOWING;
        done.accept(answer, null);
    }

    /** Bytes for the client, owned by the callee; kept back while the answer has not begun. */
    void out(ByteBuf bytes) {
        outflow.write(bytes);
    }

    void usage(Usage counted) {
        inference.usage(counted);
    }

    Inference inference() {
        return inference;
    }

    void whole() {
        whole(LegOutcome.ANSWERED);
    }

    /** The answer is whole and has been handed over. */
    void whole(LegOutcome outcome) {
        dropLeg(LegReport.of(outcome));
        phase = Phase.OVER;
        outflow.end(AnswerSink::end);
    }

    /** The upstream's answer cannot be right, whatever HTTP says. */
    void broken(String reason) {
        failed(LegOutcome.FAILED, reason);
    }

    private void cut(String reason) {
        Reservation at = place;
        AnswerBody cutBody = body;
        ByteBuf lastWords = cutBody == null ? null : cutBody.lastWords();
        dropLeg(LegReport.of(LegOutcome.CUT), reason);
        context.breakers()
                .cut(
                        inference.deployment().name(),
                        tier,
                        System.nanoTime() - inference.legStartedNanos(),
                        new UpstreamUnavailableException(reason, true));
        RequestLine.about(inference, LOG.atWarn())
                .log(
                        "answer {} from {} of {} cut after {} events: {}",
                        inference.requestId(),
                        at == null ? "?" : at.upstream().id(),
                        inference.deployment().name(),
                        inference.outputEvents(),
                        reason);
        phase = Phase.OVER;
        outflow.end(to -> to.cut(lastWords));
    }

    private void over(@Nullable Answer answer, @Nullable Exception failure) {
        phase = Phase.OVER;
        done.accept(answer, failure);
    }

    // ---- what the client's connection tells

    @Override
    public void attach(AnswerSink to) {
        if (outflow.attach(to)) {
            turnEnded();
        }
    }

    @Override
    public void resume() {
        Leg current = leg;
        if (current != null && phase == Phase.FLOWING) {
            current.read();
        }
    }

    @Override
    public void cancel() {
        clientLeft();
    }

    private void clientLeft() {
        if (phase == Phase.OVER) {
            outflow.close();
            return;
        }
        boolean asking = phase == Phase.ASKING;
        dropLeg(LegReport.of(LegOutcome.CANCELLED));
        outflow.close();
        phase = Phase.OVER;
        if (asking) {
            done.accept(null, new OpenAiException(OpenAiErrors.requestTimeout()));
        }
    }
}
