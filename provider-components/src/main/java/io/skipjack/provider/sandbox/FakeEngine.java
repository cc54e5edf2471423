package io.skipjack.provider.sandbox;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * A pretend vLLM on loopback: its HTTP paths, shapes, metrics and pace, with answers from {@link TokenChain} instead of a
 * model, and with every failure of {@link FaultKind} on demand. Own sockets instead of an HTTP library, because a library
 * would not let it misbehave.
 *
 * <pre>{@code
 * try (FakeEngine engine = FakeEngine.start(EngineSettings.defaults())) {
 *     engine.inject(Fault.resetAfterTokens(5).times(1));
 *     ... call engine.baseUri() + "/chat/completions" ...
 *     assertThat(engine.counters().open()).isZero();
 * }
 * }</pre>
 *
 * Safe for many threads. The port stays its own until {@link #close}, also while it is dead or refuses connections.
 */
public final class FakeEngine implements AutoCloseable {

    /** Where an engine stands in its life. */
    public enum Phase {
        /** Not ready yet: 503, or refused when the settings say so. */
        BOOTING,
        READY,
        /** Interrupted with notice: answers in flight go on, new requests get 503. */
        DRAINING,
        /** Killed or closed: connections are refused. */
        DEAD;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private final EngineSettings settings;
    private final EngineSurface surface;
    private final HttpPort port;
    private Phase phase = Phase.DEAD;
    private int life;
    private volatile double slowdown = 1;

    private FakeEngine(EngineSettings settings, Front front) {
        this.settings = settings;
        this.surface = new EngineSurface(settings, front, this::phase, () -> slowdown);
        this.port = new HttpPort(settings.name(), settings.address(), settings.port(), surface);
    }

    public static FakeEngine start(EngineSettings settings) {
        return start(settings, Front.OPEN);
    }

    static FakeEngine start(EngineSettings settings, Front front) {
        FakeEngine engine = new FakeEngine(settings, front);
        engine.boot();
        return engine;
    }

    public EngineSettings settings() {
        return settings;
    }

    public int port() {
        return port.number();
    }

    /** {@code http://ADDRESS:PORT/v1}. */
    public URI baseUri() {
        return rootUri().resolve("/v1");
    }

    /** {@code http://ADDRESS:PORT}. */
    public URI rootUri() {
        return URI.create("http://" + settings.address() + ":" + port());
    }

    public EngineCounters counters() {
        return surface.counters();
    }

    /** The last requests received, oldest first, health checks included; at most 1000. */
    public List<ReceivedRequest> received() {
        return surface.recorder().all();
    }

    public void clearReceived() {
        surface.recorder().clear();
    }

    /** Adds faults to those in force; they take effect with the next connection or request. */
    public void inject(Fault... faults) {
        for (Fault fault : faults) {
            surface.script().add(fault);
        }
        listenAsScripted();
    }

    /** The faults in force, those used up left out. */
    public List<Fault> faults() {
        return surface.script().all();
    }

    /** New requests are served well again; what hangs already stays hung until its client leaves. */
    public void clearFaults() {
        surface.script().clear();
        listenAsScripted();
    }

    /** Everything takes so many times as long, running streams too; 1 is full speed. */
    public void slow(double factor) {
        if (!(factor > 0)) {
            throw new IllegalArgumentException("slowing " + settings.name() + ", the factor must be above 0");
        }
        slowdown = factor;
    }

    public double slowdown() {
        return slowdown;
    }

    public synchronized Phase phase() {
        return phase;
    }

    /** Boots a dead engine on the same port; ready after the boot delay. An interrupted one simply stays. */
    public synchronized void boot() {
        if (phase == Phase.DRAINING) {
            phase = Phase.READY;
            life++;
        }
        if (phase == Phase.DEAD) {
            phase = Phase.BOOTING;
            life++;
            surface.front().revived();
            if (settings.bootDelay().isZero()) {
                phase = Phase.READY;
            } else {
                later(settings.bootDelay(), Phase.BOOTING, () -> phase = Phase.READY);
            }
            listenAsScripted();
        }
    }

    /** The process is gone at once: the port refuses, every stream is reset. */
    public synchronized void kill() {
        phase = Phase.DEAD;
        life++;
        surface.front().died();
        port.refuse();
        port.resetAll();
    }

    /** As a cloud interrupts: streams go on for the notice, new requests get 503, then {@link #kill()}. */
    public synchronized void interrupt(Duration notice) {
        if (phase != Phase.DEAD) {
            phase = Phase.DRAINING;
            later(notice, Phase.DRAINING, this::kill);
        }
    }

    private void later(Duration delay, Phase expected, Runnable change) {
        int planned = life;
        Thread.ofVirtual().name(settings.name() + "-" + expected.word()).start(() -> {
            try {
                TimeUnit.NANOSECONDS.sleep(delay.toNanos());
            } catch (InterruptedException e) {
                return;
            }
            synchronized (this) {
                if (planned == life && phase == expected) {
                    change.run();
                    listenAsScripted();
                }
            }
        });
    }

    private synchronized void listenAsScripted() {
        boolean refuses = phase == Phase.DEAD
                || surface.script().refuses()
                || (phase == Phase.BOOTING && settings.refuseWhileBooting());
        if (refuses) {
            port.refuse();
        } else {
            port.listen();
        }
    }

    EngineSurface surface() {
        return surface;
    }

    @Override
    public synchronized void close() {
        kill();
        port.close();
    }
}
