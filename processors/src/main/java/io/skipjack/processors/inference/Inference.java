package io.skipjack.processors.inference;

import io.skipjack.domain.cost.Usage;
import io.skipjack.domain.deployment.Deployment;
import io.skipjack.domain.deployment.Tier;
import io.skipjack.domain.resume.ResumeRefusal;
import io.skipjack.openai.InferenceRequest;
import io.skipjack.openai.OpenAiError;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/**
 * One request on its way from the client to its answer: what each step learned, for the steps after it. It travels as
 * an exchange property, so copies of the exchange share it. Written by one step at a time; a hand-over between threads
 * goes through Camel or an event loop, which publishes the writes.
 */
public final class Inference {
    private static final String PROPERTY = "inference";
    private static final ThreadLocal<@Nullable Inference> ON_THREAD = new ThreadLocal<>();

    private final String requestId;
    private final long startedNanos;
    private final RequestHead head;
    private final Caller caller;
    private final AtomicBoolean ended = new AtomicBoolean();
    private final List<EndListener> endListeners = new ArrayList<>(4);
    private final Set<String> tried = new HashSet<>(4);

    private byte[] body;
    private volatile @Nullable String keyId;
    private volatile @Nullable InferenceRequest request;
    private volatile @Nullable Deployment deployment;
    private volatile @Nullable Reservation reservation;
    private volatile @Nullable Tier tier;
    private volatile boolean answeredByUpstream;
    private volatile Usage usage = Usage.NONE;
    private volatile long firstTokenNanos;
    private volatile int outputEvents;
    private final Legs legs = new Legs(System::nanoTime);
    private volatile int serverErrors;
    private volatile int brokenLegs;
    private final AtomicBoolean retrying = new AtomicBoolean();
    private final Waiting waiting;
    private volatile boolean everRetried;
    private volatile @Nullable OpenAiError holdRefusal;
    private volatile @Nullable RequestTrace trace;
    private volatile @Nullable String finishReason;
    private volatile int answerStatus;
    private volatile @Nullable ResumeRefusal resumeRefusal = ResumeRefusal.OPERATION;
    private volatile @Nullable Resumable resumable;

    /** Told once how the request ended. */
    @FunctionalInterface
    public interface EndListener {
        void ended(Inference inference, AnswerOutcome outcome);
    }

    public Inference(String requestId, long startedNanos, RequestHead head, byte[] body, Caller caller) {
        this.requestId = requestId;
        this.startedNanos = startedNanos;
        this.head = head;
        this.body = body;
        this.caller = caller;
        this.waiting = new Waiting(caller);
    }

    /** The request an exchange carries. */
    public static Inference of(Exchange exchange) {
        return Objects.requireNonNull(
                exchange.getProperty(PROPERTY, Inference.class), "the exchange carries no request");
    }

    /**
     * The request this thread works on, for code that is called without the exchange, such as a circuit breaker; null
     * for none. A request has a virtual thread of its own, so nothing is left behind for the next.
     */
    public static @Nullable Inference onThread() {
        return ON_THREAD.get();
    }

    public void bindToThread() {
        ON_THREAD.set(this);
    }

    public void attachTo(Exchange exchange) {
        exchange.setProperty(PROPERTY, this);
    }

    /** Sent as {@code x-request-id}: to the client, upstream, and into the log. */
    public String requestId() {
        return requestId;
    }

    /** {@link System#nanoTime} when the request's head had arrived. */
    public long startedNanos() {
        return startedNanos;
    }

    public RequestHead head() {
        return head;
    }

    public Caller caller() {
        return caller;
    }

    /** The body as the client sent it; empty once it has been read. */
    byte[] takeBody() {
        byte[] taken = body;
        body = new byte[0];
        return taken;
    }

    /** The id of the key it was sent with, null for none. */
    public @Nullable String keyId() {
        return keyId;
    }

    void authenticatedAs(String id) {
        keyId = id;
    }

    /** Null until it has been read. */
    public @Nullable InferenceRequest requestOrNull() {
        return request;
    }

    public InferenceRequest request() {
        return Objects.requireNonNull(request, "the request has not been read yet");
    }

    public @Nullable Deployment deploymentOrNull() {
        return deployment;
    }

    public Deployment deployment() {
        return Objects.requireNonNull(deployment, "the request has not been read yet");
    }

    void read(InferenceRequest read, Deployment selected) {
        request = read;
        deployment = selected;
    }

    /** The place taken for the next leg, or the one the latest leg had; null before the first. */
    public @Nullable Reservation reservation() {
        return reservation;
    }

    /** Takes a place for the next leg; one that was taken before and not used (its breaker was open) is given back. */
    public void reserve(Tier in, Reservation place) {
        waiting.foundRoom();
        Reservation before = reservation;
        tier = in;
        reservation = place;
        if (before != null) {
            before.unused();
        } else {
            whenEnded((ended, outcome) -> giveBack());
        }
        if (hasEnded()) { // the client left meanwhile: nobody else will give it back
            place.unused();
        }
    }

    /** Gives back a place whose leg was never made; does nothing to one that was used. */
    void giveBack() {
        Reservation last = reservation;
        if (last != null) {
            last.unused();
        }
    }

    /** The tier of the latest leg; null before the first. */
    public @Nullable Tier tier() {
        return tier;
    }

    /** Ids of upstreams that failed this request; not tried again until it has waited. */
    public Set<String> tried() {
        synchronized (tried) {
            return Set.copyOf(tried);
        }
    }

    public void addTried(String upstreamId) {
        synchronized (tried) {
            tried.add(upstreamId);
        }
    }

    /** After a wait every upstream may be tried afresh. */
    void forgetTried() {
        synchronized (tried) {
            tried.clear();
        }
    }

    /** Distinct upstreams that answered this request with a server error: a request that breaks two breaks all. */
    public int serverErrors() {
        return serverErrors;
    }

    public void addServerError() {
        serverErrors++;
    }

    /** Legs that broke after the request had been sent: whatever is wrong, the request may be the cause. */
    int brokenLegs() {
        return brokenLegs;
    }

    public void addBrokenLeg() {
        brokenLegs++;
    }

    /** Attempts made so far. */
    public int legs() {
        return legs.count();
    }

    /** Those of them that failed before the client had seen anything of an answer, and were followed by another. */
    public int legsUnseen() {
        return legs.unseen();
    }

    public void legStarted() {
        legs.started();
    }

    public void legEnded() {
        legs.ended();
    }

    /** {@link System#nanoTime} when the latest leg began; 0 before the first. */
    public long legStartedNanos() {
        return legs.startedNanos();
    }

    /** How long upstreams have worked on its answer, all those together that each said a part of it. */
    public Duration worked() {
        return legs.worked();
    }

    /** Whether the request holds a place of the retry budget. */
    boolean retrying() {
        return retrying.get();
    }

    /** It holds one from now on; true the first time, so that listeners are registered once. */
    boolean startRetrying() {
        retrying.set(true);
        boolean first = !everRetried;
        everRetried = true;
        return first;
    }

    /** True for the one call that finds the request retrying. */
    boolean stopRetrying() {
        return retrying.compareAndSet(true, false);
    }

    /** What it needs to wait for room. */
    Waiting waiting() {
        return waiting;
    }

    /** The error to answer with when the request may not wait; null while it may. */
    @Nullable
    OpenAiError holdRefusal() {
        return holdRefusal;
    }

    void refuseHold(OpenAiError error) {
        holdRefusal = error;
    }

    /** Whether the answer, or what there is of it, came from the latest {@link #reservation}. */
    public boolean answeredByUpstream() {
        return answeredByUpstream;
    }

    public void answeredByUpstream(boolean answered) {
        answeredByUpstream = answered;
    }

    public Usage usage() {
        return usage;
    }

    public void usage(Usage counted) {
        usage = counted;
    }

    /** {@link System#nanoTime} of the first event or whole answer; 0 when there was none. */
    public long firstTokenNanos() {
        return firstTokenNanos;
    }

    /** Events relayed after the first; with the duration it gives the inter-token latency. */
    public int outputEvents() {
        return outputEvents;
    }

    public void firstToken(long nanos) {
        if (firstTokenNanos == 0) {
            legs.answered();
            firstTokenNanos = nanos;
        }
    }

    public void outputEvents(int events) {
        outputEvents = events;
    }

    /** Follows the request from here on. */
    public void followedBy(@Nullable RequestTrace by) {
        trace = by;
    }

    /** Null for a request that nobody follows. */
    public @Nullable RequestTrace traceOrNull() {
        return trace;
    }

    /** Why generation ended, in the engine's words; null when it did not say. */
    public @Nullable String finishReason() {
        return finishReason;
    }

    public void finishReason(@Nullable String said) {
        finishReason = said;
    }

    /** HTTP status of the answer; 0 before there was one. */
    public int answerStatus() {
        return answerStatus;
    }

    public void answerStatus(int status) {
        answerStatus = status;
    }

    /** Calls the listener when the answer has ended, in reverse order of registering; at once if it has. */
    public void whenEnded(EndListener listener) {
        synchronized (endListeners) {
            if (!ended.get()) {
                endListeners.add(listener);
                return;
            }
        }
        listener.ended(this, AnswerOutcome.CANCELLED);
    }

    /** Ends the request; only the first call counts. */
    public void end(AnswerOutcome outcome) {
        List<EndListener> listeners;
        synchronized (endListeners) {
            if (!ended.compareAndSet(false, true)) {
                return;
            }
            listeners = List.copyOf(endListeners);
        }
        for (int i = listeners.size() - 1; i >= 0; i--) {
            listeners.get(i).ended(this, outcome);
        }
    }

    public boolean hasEnded() {
        return ended.get();
    }

    /** Why no answer to this request is resumed, whatever happens; null when one may be. */
    public @Nullable ResumeRefusal resumeRefusal() {
        return resumeRefusal;
    }

    void resumeRefusal(@Nullable ResumeRefusal why) {
        resumeRefusal = why;
    }

    /** What is known of the answer so far, for another upstream to go on with it; null for nothing. */
    public @Nullable Resumable resumable() {
        return resumable;
    }

    public void resumable(Resumable answer) {
        resumable = answer;
    }
}
