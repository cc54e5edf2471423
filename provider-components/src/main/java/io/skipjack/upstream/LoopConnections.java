package io.skipjack.upstream;

import io.netty.channel.EventLoop;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The idle upstream connections of one event loop. A pool per loop, not one for all: a client's bytes then never change
 * threads between the two sockets, which is worth more than a few connections saved. Used on its loop only. The most
 * recently used connection is taken first, so that surplus ones age and are closed by either side.
 */
final class LoopConnections {
    private final EventLoop loop;
    private final int maxIdlePerOrigin;
    private final LegWatch watch;
    private final Map<Origin, ArrayDeque<UpstreamConnection>> idle = new HashMap<>();

    LoopConnections(EventLoop loop, int maxIdlePerOrigin) {
        this.loop = loop;
        this.maxIdlePerOrigin = maxIdlePerOrigin;
        this.watch = new LegWatch(loop);
    }

    EventLoop loop() {
        return loop;
    }

    LegWatch watch() {
        return watch;
    }

    @Nullable
    UpstreamConnection takeIdle(Origin origin) {
        ArrayDeque<UpstreamConnection> waiting = idle.get(origin);
        while (waiting != null && !waiting.isEmpty()) {
            UpstreamConnection taken = waiting.pollFirst();
            if (taken.channel().isActive()) {
                return taken;
            }
        }
        return null;
    }

    void giveBack(UpstreamConnection connection) {
        ArrayDeque<UpstreamConnection> waiting = idle.computeIfAbsent(connection.origin(), o -> new ArrayDeque<>());
        if (!connection.channel().isActive() || waiting.size() >= maxIdlePerOrigin) {
            connection.channel().close();
            return;
        }
        waiting.addFirst(connection);
        // so that a close by the upstream is noticed while nobody holds the connection
        connection.channel().read();
    }

    void forget(UpstreamConnection connection) {
        ArrayDeque<UpstreamConnection> waiting = idle.get(connection.origin());
        if (waiting != null) {
            waiting.remove(connection);
            if (waiting.isEmpty()) {
                idle.remove(connection.origin());
            }
        }
    }
}
