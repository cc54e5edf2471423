package io.skipjack.listen;

import java.net.InetAddress;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** All open client connections: their number, per address too, and the memory their unread bodies take. Thread-safe. */
public final class ClientConnections {
    private final int max;
    private final int maxPerAddress;
    private final long maxBufferedBytes;
    private final AtomicInteger open = new AtomicInteger();
    private final AtomicLong buffered = new AtomicLong();
    private final Map<InetAddress, Integer> byAddress = new ConcurrentHashMap<>();
    private final Set<ClientConnection> connections = ConcurrentHashMap.newKeySet();
    private volatile boolean draining;

    public ClientConnections(ListenSettings settings) {
        this.max = settings.maxConnections();
        this.maxPerAddress = settings.maxConnectionsPerAddress();
        this.maxBufferedBytes = settings.maxBufferedBytes();
    }

    boolean tryOpen(InetAddress address) {
        int all = open.incrementAndGet();
        int here = byAddress.merge(address, 1, Integer::sum);
        if (all > max || here > maxPerAddress) {
            closed(address);
            return false;
        }
        return true;
    }

    void closed(InetAddress address) {
        open.decrementAndGet();
        byAddress.computeIfPresent(address, (a, n) -> n > 1 ? n - 1 : null);
    }

    boolean tryBuffer(int bytes) {
        if (buffered.addAndGet(bytes) > maxBufferedBytes) {
            buffered.addAndGet(-bytes);
            return false;
        }
        return true;
    }

    void unbuffer(int bytes) {
        buffered.addAndGet(-bytes);
    }

    void add(ClientConnection connection) {
        connections.add(connection);
    }

    void remove(ClientConnection connection) {
        connections.remove(connection);
    }

    boolean draining() {
        return draining;
    }

    /** Open connections, idle ones included. */
    public int open() {
        return open.get();
    }

    /** Connections with a request in work, from its first byte to its answer's last. */
    public long busy() {
        return connections.stream().filter(ClientConnection::busy).count();
    }

    /** From now on each connection closes after the answer it is sending; idle ones close at once. */
    public void drain() {
        draining = true;
        connections.forEach(ClientConnection::closeWhenIdle);
    }

    /** Ends every answer that is still being sent: streams with an error event, the rest by closing. */
    public void cutAll() {
        connections.forEach(ClientConnection::cut);
    }
}
