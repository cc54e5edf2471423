package io.skipjack.listen;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.FastThreadLocal;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Ticks the connections of one event loop, twice a second: ten thousand looks cost less than ten thousand timers that
 * are set anew with every request.
 */
final class ConnectionWatch {
    private static final long TICK_MILLIS = 500;
    private static final FastThreadLocal<ConnectionWatch> OF_LOOP = new FastThreadLocal<>();

    private final EventLoop loop;
    private final Set<ClientConnection> connections = new LinkedHashSet<>();
    private boolean ticking;

    private ConnectionWatch(EventLoop loop) {
        this.loop = loop;
    }

    /** The watch of the loop that calls. */
    static ConnectionWatch of(EventLoop loop) {
        ConnectionWatch watch = OF_LOOP.getIfExists();
        if (watch == null) {
            watch = new ConnectionWatch(loop);
            OF_LOOP.set(watch);
        }
        return watch;
    }

    void add(ClientConnection connection) {
        connections.add(connection);
        if (!ticking) {
            ticking = true;
            schedule();
        }
    }

    void remove(ClientConnection connection) {
        connections.remove(connection);
    }

    private void schedule() {
        loop.schedule(this::tick, TICK_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void tick() {
        long now = System.nanoTime();
        // a copy: a tick may close its connection, which removes it
        for (ClientConnection connection : connections.toArray(new ClientConnection[0])) {
            connection.tick(now);
        }
        ticking = !connections.isEmpty();
        if (ticking) {
            schedule();
        }
    }
}
