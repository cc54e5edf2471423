package io.skipjack.app.cluster;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A way to a member's port that a test can cut: what goes through it breaks, and nothing gets through until it is mended. */
final class Cuttable implements AutoCloseable {
    private final ServerSocket front = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final int target;
    private volatile boolean cut;

    Cuttable(int target) throws IOException {
        this.target = target;
        Thread.ofVirtual().start(this::accept);
    }

    int port() {
        return front.getLocalPort();
    }

    void cut() {
        cut = true;
        open.forEach(Cuttable::drop);
    }

    void mend() {
        cut = false;
    }

    private void accept() {
        try {
            while (!front.isClosed()) {
                Socket client = front.accept();
                open.add(client);
                if (cut) {
                    drop(client);
                } else {
                    join(client);
                }
            }
        } catch (IOException closed) {
            open.forEach(Cuttable::drop);
        }
    }

    private void join(Socket client) {
        try {
            Socket member = new Socket(InetAddress.getLoopbackAddress(), target);
            open.add(member);
            Thread.ofVirtual().start(() -> copy(client, member));
            Thread.ofVirtual().start(() -> copy(member, client));
        } catch (IOException away) {
            drop(client);
        }
    }

    private void copy(Socket from, Socket to) {
        try (from;
                to) {
            from.getInputStream().transferTo(to.getOutputStream());
        } catch (IOException broken) {
            open.remove(from);
        }
    }

    private static void drop(Socket socket) {
        try {
            socket.setSoLinger(true, 0);
            socket.close();
        } catch (IOException gone) {
            // then it is what was wanted
        }
    }

    @Override
    public void close() throws IOException {
        front.close();
        open.forEach(Cuttable::drop);
    }
}
