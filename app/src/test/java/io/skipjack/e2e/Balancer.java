package io.skipjack.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What stands before several routers and is the address that instances know: a connection goes to the first router, in an
 * order that turns, that takes it. What goes wrong afterwards is not repeated.
 */
final class Balancer implements AutoCloseable {
    private final ServerSocket front;
    private final List<Integer> ports;
    private final Set<Integer> leftOut = ConcurrentHashMap.newKeySet();
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();

    Balancer(List<Integer> ports) throws IOException {
        this.front = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        this.ports = List.copyOf(ports);
        Thread.ofVirtual().start(this::accept);
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + front.getLocalPort());
    }

    /** As a failed health check does: for a router that takes connections and does nothing. */
    void leaveOut(int port) {
        leftOut.add(port);
    }

    private void accept() {
        try {
            for (int turn = 0; !front.isClosed(); turn++) {
                Socket client = front.accept();
                open.add(client);
                List<Integer> order = new ArrayList<>(ports);
                Collections.rotate(order, turn);
                order.removeAll(leftOut);
                Thread.ofVirtual().start(() -> join(client, order));
            }
        } catch (IOException closed) {
            open.forEach(Balancer::drop);
        }
    }

    private void join(Socket client, List<Integer> order) {
        for (int port : order) {
            try {
                Socket router = new Socket(InetAddress.getLoopbackAddress(), port);
                open.add(router);
                Thread.ofVirtual().start(() -> copy(client, router));
                copy(router, client);
                return;
            } catch (IOException away) {
                // the next one, then
            }
        }
        drop(client);
    }

    private void copy(Socket from, Socket to) {
        try (from;
                to) {
            from.getInputStream().transferTo(to.getOutputStream());
        } catch (IOException broken) {
            open.remove(to);
        }
        open.remove(from);
    }

    private static void drop(Socket socket) {
        try {
            socket.close();
        } catch (IOException gone) {
            // then it is what was wanted
        }
    }

    @Override
    public void close() {
        try {
            front.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        open.forEach(Balancer::drop);
    }
}
