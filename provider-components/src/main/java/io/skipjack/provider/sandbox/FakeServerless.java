package io.skipjack.provider.sandbox;

import io.skipjack.provider.sandbox.ServerlessSettings.WhileCold;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * A pretend serverless endpoint on 127.0.0.1: a {@link FakeEngine} that is not there until somebody calls, and goes again
 * when nobody does. Any request wakes it, health checks too, as with the real ones; so a router that probes it needlessly
 * shows in {@link #coldStarts()}. It keeps what arrived, so that a test can assert that no client's key ever did.
 */
public final class FakeServerless implements AutoCloseable {
    private final ServerlessSettings settings;
    private final ColdFront front;
    private final FakeEngine engine;

    private FakeServerless(ServerlessSettings settings) {
        this.settings = settings;
        this.front = new ColdFront(settings);
        this.engine = FakeEngine.start(settings.engine(), front);
    }

    public static FakeServerless start(ServerlessSettings settings) {
        return new FakeServerless(settings);
    }

    public ServerlessSettings settings() {
        return settings;
    }

    /** The engine behind the front: its counters, faults and levers. */
    public FakeEngine engine() {
        return engine;
    }

    /** {@code http://127.0.0.1:PORT/v1}. */
    public URI baseUri() {
        return engine.baseUri();
    }

    public void inject(Fault... faults) {
        engine.inject(faults);
    }

    public List<ReceivedRequest> received() {
        return engine.received();
    }

    /** {@code cold}, {@code starting} or {@code ready}; or what the engine is, when it is dead or draining. */
    public String state() {
        FakeEngine.Phase phase = engine.phase();
        return phase == FakeEngine.Phase.READY ? front.state().name().toLowerCase(Locale.ROOT) : phase.word();
    }

    /** How often it had to start from nothing. */
    public long coldStarts() {
        return front.coldStarts();
    }

    /** Requests that came without the credential, or with a wrong one. */
    public long refusedCredentials() {
        return front.refused();
    }

    /** The names, in lower case, of all headers that ever arrived. */
    public Set<String> headerNamesSeen() {
        return front.headerNames();
    }

    /** Answers a request that came in at another port, as a provider's gateway passes it on. */
    public void answer(ReceivedRequest request, Reply reply) throws IOException, InterruptedException {
        engine.surface().answer(request, reply);
    }

    /** Starts an engine if there is none, without a request. */
    public void wake() {
        front.wake();
    }

    /** From now on so many are kept without any request; 0 lets the last one go when it is idle. */
    public void keep(int minimum) {
        front.keep(minimum);
    }

    /** Engines that run or start, and are paid for. */
    public int running() {
        return front.state() == ColdFront.State.COLD ? 0 : 1;
    }

    /** The next request meets a cold start, whatever {@link WhileCold} says it then sees. */
    public void scaleToZero() {
        front.scaleToZero();
    }

    /** Skips the cold start. */
    public void warmUp() {
        front.warmUp();
    }

    @Override
    public void close() {
        engine.close();
    }
}
