package io.skipjack.upstream;

import io.netty.channel.EventLoop;
import io.skipjack.domain.resume.RequestTrait;
import io.skipjack.domain.resume.ResumeDecision;
import io.skipjack.domain.resume.ResumeEligibility;
import io.skipjack.domain.resume.ResumeLevel;
import io.skipjack.domain.resume.ResumeRefusal;
import io.skipjack.openai.AnswerAssembler;
import io.skipjack.openai.ContinuationRequest;
import io.skipjack.openai.ContinuedEvents;
import io.skipjack.openai.InferenceRequest;
import io.skipjack.openai.OpenAiException;
import io.skipjack.openai.Transcript;
import io.skipjack.processors.inference.Inference;
import io.skipjack.processors.inference.Leaving;
import io.skipjack.processors.inference.RequestTrace;
import io.skipjack.processors.inference.Reservation;
import io.skipjack.processors.inference.Resumable;
import io.skipjack.processors.inference.TokenIds;
import java.time.Duration;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One answer over all its legs: what the client has of it, who says it at present, and what becomes of it when that one
 * is lost. Lives on the client's event loop; what {@link Resumable} asks may be asked from any thread.
 */
final class ResumableAnswer implements Resumable {
    private static final Logger LOG = LoggerFactory.getLogger(ResumableAnswer.class);
    private static final String CUT = "cut";
    private static final String HANDOVER = "handover";

    private final Resuming resuming;
    private final Inference inference;
    private final InferenceRequest request;
    private final EventLoop loop;
    private final Transcript transcript;
    private final @Nullable AnswerAssembler assembler;
    private @Nullable AnswerOutflow outflow;
    private final Speaker speaker = new Speaker();
    private ResumeDecision.@Nullable Continue how;
    private final AnswerMove move = new AnswerMove();
    private volatile String cause = CUT;
    private final FormalEnd formalEnd;
    private boolean finished;

    private volatile Set<String> ruledOut = Set.of();
    private @Nullable String lostBy;
    private volatile boolean seeking;
    private volatile long since;

    private ResumableAnswer(Resuming resuming, Inference inference, EventLoop loop, boolean assembles) {
        this.resuming = resuming;
        this.inference = inference;
        this.request = inference.request();
        this.loop = loop;
        this.transcript = new Transcript(resuming.memory(), request.resume().withheld());
        this.assembler =
                assembles ? new AnswerAssembler(request.resume().request().has(RequestTrait.TOKEN_IDS_WANTED)) : null;
        this.formalEnd = new FormalEnd(inference, transcript, assembler);
    }

    /** That of the request; null when its answer is not to be resumed. */
    static @Nullable ResumableAnswer of(@Nullable Resuming resuming, Inference inference, EventLoop loop) {
        if (inference.resumable() instanceof ResumableAnswer known) {
            return known;
        }
        if (resuming == null || inference.resumeRefusal() != null) {
            return null;
        }
        InferenceRequest request = inference.request();
        if (!request.stream()
                && !request.resume().canStream(resuming.queue().settings().assembleFrom())) {
            return null;
        }
        ResumableAnswer made = new ResumableAnswer(resuming, inference, loop, !request.stream());
        inference.resumable(made);
        inference.whenEnded((ended, outcome) -> made.over());
        return made;
    }

    private void over() {
        if (seeking && speaker.now() == null && inference.caller().gone()) {
            resuming.book().refused(inference, level(), ResumeRefusal.CLIENT_GONE.label());
        }
        stopsSeeking();
        formalEnd.account();
        transcript.forget();
    }

    Transcript transcript() {
        return transcript;
    }

    /** Puts a whole answer together from the events of a stream; null where the client gets the stream. */
    @Nullable
    AnswerAssembler assembler() {
        return assembler;
    }

    /** Whether it waits for another upstream, or is about to be handed to one. */
    boolean seeking() {
        return seeking;
    }

    AnswerOutflow outflow() {
        return Objects.requireNonNull(outflow, "the answer has not begun");
    }

    /** What to ask of the next upstream, whose events may be so large. */
    LegAsk ask(Reservation place, boolean goesOn, int maxEventBytes) {
        if (!goesOn) {
            how = assembled();
        }
        if (how != null) {
            return continuation();
        }
        transcript.restart();
        finished = false;
        if (assembler != null) {
            assembler.restart();
        }
        boolean ids = place.tokenIds() != TokenIds.REFUSED && LegAsk.idsFit(request, maxEventBytes);
        return LegAsk.first(request, assembler != null, ids);
    }

    /** What to ask of an upstream that has refused, with this status, what the router alone wanted; null for nothing. */
    @Nullable
    LegAsk otherwise(LegAsk refused, Reservation by, int status) {
        boolean untried = by.tokenIds() == TokenIds.UNTRIED;
        if (refused.tokenIds() && untried && (status == 400 || status == 422)) {
            return LegAsk.plainly(request, assembler != null);
        }
        if (refused.continuation() == null || status < 400 || status >= 500 || status == 429) {
            return null;
        }
        boolean weaker = weaker();
        if (!weaker && (status == 400 || status == 404 || status == 405 || status == 422)) {
            unproven(); // and would say so again
        }
        return weaker ? continuation() : null;
    }

    /** What the router says itself where its upstreams do not. */
    FormalEnd formalEnd() {
        return formalEnd;
    }

    private LegAsk continuation() {
        ResumeDecision.Continue now = Objects.requireNonNull(how, "nothing to go on with");
        RequestTrace.legGoesOn(inference, now.level());
        Duration patience =
                speaker.now() == null ? null : resuming.queue().settings().maxPause();
        return LegAsk.next(ContinuationRequest.of(request, transcript, now), patience);
    }

    /** The same, with so many tokens left. */
    LegAsk recounted(int remaining) {
        how = new ResumeDecision.Continue(
                Objects.requireNonNull(how, "nothing to go on with").level(), remaining);
        return continuation();
    }

    /** How an answer that is put together here goes on; null when it begins. */
    private ResumeDecision.@Nullable Continue assembled() {
        if (assembler == null || !transcript.begun() || transcript.generated() == 0) {
            return null;
        }
        ResumeDecision decision = decide();
        if (decision instanceof ResumeDecision.Continue next) {
            transcript.resumed();
            return next;
        }
        return null;
    }

    /** How it goes on, or was to. */
    private ResumeLevel level() {
        ResumeDecision.Continue now = how;
        return now == null ? ResumeLevel.NONE : now.level();
    }

    private ResumeDecision decide() {
        return ResumeEligibility.decide(
                request.resume().request(),
                transcript.progress(finished),
                cause.equals(HANDOVER)
                        ? Integer.MAX_VALUE
                        : resuming.queue().settings().maxResumes());
    }

    /** The upstream does not take what it was asked; whether it may be asked in a weaker way. */
    private boolean weaker() {
        ResumeDecision.Continue now = how;
        if (now == null || now.level() != ResumeLevel.TOKENS) {
            return false;
        }
        how = ResumeEligibility.decideText(request.resume().request(), transcript.progress(false))
                        instanceof ResumeDecision.Continue text
                ? text
                : now;
        return how != now;
    }

    ContinuedEvents continued(ContinuationRequest asked) {
        return new ContinuedEvents(request, transcript, asked);
    }

    /**
     * The upstream that was asked does not go on from where the answer is. From then on the one that lost it is not waited
     * for either: it is more likely to be gone than to come back.
     */
    void unproven() {
        Set<String> all = new HashSet<>(ruledOut);
        if (lostBy != null) {
            all.add(lostBy);
        }
        Reservation asked = inference.reservation();
        if (asked != null) {
            all.add(asked.upstream().id());
        }
        ruledOut = Set.copyOf(all);
    }

    /** The answer has begun, from this relay. */
    void flows(AnswerRelay from, AnswerOutflow to) {
        speaker.is(from);
        outflow = to;
    }

    /** A finish reason has been sent. */
    void finished() {
        finished = true;
    }

    /** The relay whose answer flowed has lost its upstream; it goes on elsewhere when the result says so. */
    ResumeDecision lost(String upstream, String reason) {
        lostBy = upstream;
        if (speaker.isLost()) {
            // over with the one it was to move from: whoever is being asked goes on from the same place
            return Objects.requireNonNull(how, "nobody was asked");
        }
        cause = CUT;
        ruledOut = Set.of();
        ResumeDecision decision = decide();
        if (decision instanceof ResumeDecision.Continue next) {
            LOG.debug("{} goes on elsewhere by {}: {}: {}", inference.requestId(), next.level(), upstream, reason);
            // what came before the break is the client's, however long the next upstream takes
            outflow().flush();
            outflow().from(null);
            if (!seeking) { // else it was about to be moved, and the kill came first
                seek(next);
            }
            return decision;
        }
        stopsSeeking();
        if (decision instanceof ResumeDecision.Refuse refusal) {
            resuming.book().refused(inference, ResumeLevel.NONE, refusal.why().label());
        } else {
            resuming.book().resumed(inference, ResumeLevel.END, CUT, Duration.ZERO);
        }
        return decision;
    }

    /** Its upstream is about to go: when its turn has come, another is sought while the answer still flows. */
    void mayMove(Leaving leaving) {
        if (seeking || !move.begins(leaving, () -> AnswerMove.outlook(inference, transcript))) {
            return;
        }
        cause = HANDOVER;
        if (decide() instanceof ResumeDecision.Continue next) {
            seek(next);
        } else {
            move.isImpossible();
        }
    }

    private void stopsSeeking() {
        seeking = false;
        move.isOver();
    }

    private void seek(ResumeDecision.Continue next) {
        how = next;
        since = System.nanoTime();
        seeking = true;
        resuming.queue().add(inference, this);
    }

    /** The next upstream is there, and whoever spoke is silent while it is asked. False when there is nothing to say. */
    boolean takeOver() {
        if (!waits()) {
            return false;
        }
        resuming.queue().found(this);
        ResumeDecision decision = decide();
        if (!(decision instanceof ResumeDecision.Continue next)) {
            if (speaker.now() == null) {
                refuse(decision instanceof ResumeDecision.Refuse refusal ? refusal.why() : ResumeRefusal.NO_TOKENS);
            }
            speaker.goesOn();
            stopsSeeking();
            return false;
        }
        if (speaker.holds()) {
            outflow().from(null);
            since = System.nanoTime();
        }
        how = next;
        return true;
    }

    /** The upstream that is asked goes on from where the answer is: whoever spoke before is not needed any more. */
    void proven() {
        speaker.isReplaced();
    }

    /** The next upstream has said its first. */
    void wentOn(AnswerRelay by) {
        stopsSeeking();
        speaker.is(by);
        if (cause.equals(CUT)) {
            transcript.resumed();
        }
        resuming.book().resumed(inference, level(), cause, Duration.ofNanos(System.nanoTime() - since));
    }

    /** An upstream goes on with an answer of which the client has nothing yet. */
    void assemblyWentOn() {
        resuming.book().resumed(inference, level(), CUT, Duration.ZERO);
    }

    /** The answer ended. */
    void ended() {
        stopsSeeking();
        speaker.isNobody();
    }

    @Override
    public boolean waits() {
        return seeking && !inference.caller().gone() && !inference.hasEnded();
    }

    @Override
    public long sinceNanos() {
        return since;
    }

    @Override
    public boolean isLast() {
        // moves are not counted, so one that moves needs no safer place for it
        int counted = transcript.resumes() + (cause.equals(CUT) ? 1 : 0);
        return counted >= resuming.queue().settings().maxResumes();
    }

    @Override
    public Set<String> ruledOut() {
        return ruledOut;
    }

    @Override
    public @Nullable ResumeRefusal hopeless(Throwable failure) {
        return failure instanceof OpenAiException ? ResumeRefusal.BROKE_ENGINES : null;
    }

    @Override
    public boolean isInterrupted() {
        return speaker.isInterrupted();
    }

    @Override
    public void notTaken() {
        loop.execute(speaker::goesOn);
    }

    @Override
    public void refused(ResumeRefusal why) {
        loop.execute(() -> refuse(why));
    }

    private void refuse(ResumeRefusal why) {
        if (!seeking) {
            return;
        }
        stopsSeeking();
        resuming.book().refused(inference, level(), why.label());
        speaker.goesOn();
        AnswerOutflow to = outflow;
        if (speaker.now() != null || to == null || to.isOver()) {
            return; // it stays where it is, for as long as that goes well
        }
        AnswerCut.say(inference, why);
        to.end(sink -> sink.cut(formalEnd.interrupted()));
    }
}
