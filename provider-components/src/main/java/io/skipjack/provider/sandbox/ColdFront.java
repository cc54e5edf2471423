package io.skipjack.provider.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/** The scale-to-zero front: checks the credential, wakes the engine, and lets callers wait or turns them away meanwhile. */
final class ColdFront implements Front {
    /** Whether an engine is warm. */
    enum State {
        COLD,
        STARTING,
        READY
    }

    private final ServerlessSettings settings;
    private final Results results = new Results();
    private final Set<String> headerNames = Collections.synchronizedSet(new TreeSet<>());
    private final LongAdder coldStarts = new LongAdder();
    private final LongAdder refused = new LongAdder();
    private boolean awake;
    private boolean dead;
    private long readyAt;
    private long lastUsed;
    /** When {@link #lastUsed} was last set, by both clocks: what passes between them is read off this. */
    private long setAt;

    private Instant setOn;
    private int inFlight;
    private int minimum;

    ColdFront(ServerlessSettings settings) {
        this.settings = settings;
        this.setOn = settings.meter().now();
        settings.meter().watch(this::state);
    }

    @Override
    public void answer(ReceivedRequest request, Reply reply, EngineSurface engine)
            throws IOException, InterruptedException {
        request.headers().forEach(header -> headerNames.add(header.getKey().toLowerCase(Locale.ROOT)));
        if (!authorized(request)) {
            refused.increment();
            reply.json(401, Json.object().put("detail", "modal-http: missing or invalid credentials for proxy auth"));
            return;
        }
        Results.Pending pending = request.path().startsWith(Results.PATH) ? results.find(request) : null;
        long waitNanos = wake();
        if (waitNanos > 0 && !waited(request, reply, pending != null, waitNanos)) {
            return;
        }
        enter();
        try {
            engine.serve(pending == null ? request : pending.request(), reply);
        } finally {
            leave();
            if (pending != null && reply.ended()) {
                results.remove(request);
            }
        }
    }

    /** True when the engine is warm now; false when the request was answered otherwise. */
    private boolean waited(ReceivedRequest request, Reply reply, boolean again, long waitNanos)
            throws IOException, InterruptedException {
        switch (settings.whileCold()) {
            case HOLD -> TimeUnit.NANOSECONDS.sleep(waitNanos);
            case UNAVAILABLE -> unavailable(reply);
            case BAD_GATEWAY ->
                reply.bytes(502, "text/html", "<h1>502 Bad Gateway</h1>".getBytes(StandardCharsets.UTF_8));
            case SEE_OTHER -> {
                long hold = settings.redirectAfter().toNanos();
                TimeUnit.NANOSECONDS.sleep(Math.min(hold, waitNanos));
                if (waitNanos > hold && again) {
                    results.redirect(Results.id(request), reply);
                } else if (waitNanos > hold) {
                    results.defer(request, System.nanoTime() + waitNanos - hold, reply);
                }
            }
        }
        return !reply.ended();
    }

    private static void unavailable(Reply reply) throws IOException {
        ObjectNode body = Json.object().put("error", "no workers available");
        reply.header("retry-after", "1").json(503, body);
    }

    private boolean authorized(ReceivedRequest request) {
        for (Map.Entry<String, String> wanted : settings.credential().entrySet()) {
            if (!wanted.getValue().equals(request.header(wanted.getKey()))) {
                return false;
            }
        }
        return true;
    }

    /** Starts an engine when there is none; nanoseconds until it is warm, 0 or less when it is, or when it cannot be. */
    synchronized long wake() {
        if (dead) {
            return 0;
        }
        if (state() == State.COLD) {
            coldStarts.increment();
            readyAt = System.nanoTime() + settings.coldStart().toNanos();
            rise();
        }
        return readyAt - System.nanoTime();
    }

    /** From here on there is a worker, whose idle window begins when it is warm. */
    private void rise() {
        awake = true;
        settings.meter().started(settings.meter().now());
        used(readyAt);
    }

    private void used(long nanos) {
        lastUsed = nanos;
        setAt = System.nanoTime();
        setOn = settings.meter().now();
    }

    private void fall(Instant at) {
        awake = false;
        settings.meter().stopped(at);
    }

    /** When an idle window ended that nobody saw end, by the meter's clock, which may run faster than ours. */
    private Instant idleSince(long now) {
        Duration passed = Duration.between(setOn, settings.meter().now());
        double share = (lastUsed + settings.idleWindow().toNanos() - setAt) / (double) (now - setAt);
        return setOn.plusNanos((long) (passed.toNanos() * share));
    }

    synchronized State state() {
        long now = System.nanoTime();
        if (awake
                && minimum == 0
                && inFlight == 0
                && now - lastUsed > settings.idleWindow().toNanos()) {
            fall(idleSince(now));
        }
        if (!awake) {
            return State.COLD;
        }
        return readyAt - now > 0 ? State.STARTING : State.READY;
    }

    synchronized void keep(int newMinimum) {
        state();
        minimum = newMinimum;
        used(Math.max(lastUsed, System.nanoTime()));
        if (newMinimum > 0) {
            wake();
        }
    }

    synchronized void scaleToZero() {
        if (state() != State.COLD) {
            fall(settings.meter().now());
        }
    }

    synchronized void warmUp() {
        readyAt = System.nanoTime();
        if (state() == State.COLD) {
            rise();
        }
        used(readyAt);
    }

    @Override
    public synchronized void died() {
        scaleToZero();
        dead = true;
    }

    @Override
    public synchronized void revived() {
        dead = false;
    }

    private synchronized void enter() {
        inFlight++;
    }

    private synchronized void leave() {
        inFlight--;
        used(System.nanoTime());
    }

    long coldStarts() {
        return coldStarts.sum();
    }

    long refused() {
        return refused.sum();
    }

    Set<String> headerNames() {
        synchronized (headerNames) {
            return Set.copyOf(headerNames);
        }
    }
}
