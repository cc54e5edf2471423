package io.skipjack.provider.sandbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A TCP port on loopback that speaks HTTP/1.1 through a {@link Surface}. Plain sockets and virtual threads instead of an
 * HTTP library, because it must be able to misbehave on every byte of the wire. It can stop listening and listen again
 * on the same port: a second, bound but never listening socket keeps the port from being taken meanwhile.
 */
final class HttpPort implements AutoCloseable {
    private static final int BACKLOG = 4096;
    private static final long RETRY_NANOS = 1_000_000;

    private final String name;
    private final Surface surface;
    private final Socket placeholder = new Socket();
    private final InetSocketAddress address;
    private final Set<HttpConnection> connections = ConcurrentHashMap.newKeySet();
    private @Nullable ServerSocket listening;
    private @Nullable Thread accepting;

    HttpPort(String name, int port, Surface surface) {
        this(name, Loopback.USUAL, port, surface);
    }

    /** @param host an address of the loopback interface */
    HttpPort(String name, String host, int port, Surface surface) {
        this.name = name;
        this.surface = surface;
        try {
            placeholder.setReuseAddress(true);
            placeholder.bind(new InetSocketAddress(InetAddress.ofLiteral(host), port));
            address = (InetSocketAddress) placeholder.getLocalSocketAddress();
        } catch (IOException e) {
            throw new UncheckedIOException("opening " + host + ":" + port + " for " + name + ", " + e.getMessage(), e);
        }
    }

    int number() {
        return address.getPort();
    }

    synchronized void listen() {
        if (listening != null) {
            return;
        }
        try {
            ServerSocket socket = new ServerSocket();
            socket.setReuseAddress(true);
            socket.bind(address, BACKLOG);
            listening = socket;
            accepting = Thread.ofVirtual().name(name + "-accept").start(() -> accept(socket));
        } catch (IOException e) {
            throw new UncheckedIOException("listening on port " + number() + " for " + name + ", " + e.getMessage(), e);
        }
    }

    /** New connections are refused once this returns; those there are stay. */
    synchronized void refuse() {
        if (listening == null || accepting == null) {
            return;
        }
        Quietly.close(listening);
        listening = null;
        try {
            // the kernel goes on listening until the thread in accept() has let go of the socket
            accepting.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Every connection is reset (RST). */
    void resetAll() {
        connections.forEach(HttpConnection::reset);
    }

    int connections() {
        return connections.size();
    }

    private void accept(ServerSocket socket) {
        while (!socket.isClosed()) {
            try {
                open(socket.accept());
            } catch (IOException e) {
                // closed by refuse(), or the process is out of descriptors: then a pause lets some be freed
                LockSupport.parkNanos(RETRY_NANOS);
            }
        }
    }

    private void open(Socket socket) {
        HttpConnection connection = new HttpConnection(socket, surface);
        connections.add(connection);
        Thread.ofVirtual().name(name + "-read").start(() -> {
            try {
                connection.run();
            } finally {
                connections.remove(connection);
            }
        });
    }

    @Override
    public void close() {
        refuse();
        resetAll();
        Quietly.close(placeholder);
    }
}
