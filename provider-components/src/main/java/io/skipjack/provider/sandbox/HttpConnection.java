package io.skipjack.provider.sandbox;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PushbackInputStream;
import java.net.Socket;

/**
 * One accepted connection. Its own thread reads requests and, while an answer is being written by another thread, keeps
 * reading: so the end of the stream or a reset is seen at once, also while the engine waits or is silent, and the answer's
 * thread is interrupted. A client that shuts down only its sending side counts as gone, as with vLLM's own HTTP layer.
 */
final class HttpConnection implements Runnable {
    private static final int READ_BUFFER = 2048;

    private final Socket socket;
    private final Surface surface;
    private volatile boolean resetByUs;

    HttpConnection(Socket socket, Surface surface) {
        this.socket = socket;
        this.surface = surface;
    }

    @Override
    public void run() {
        try (socket) {
            socket.setTcpNoDelay(true);
            PushbackInputStream in =
                    new PushbackInputStream(new BufferedInputStream(socket.getInputStream(), READ_BUFFER), 1);
            if (!surface.hears()) {
                in.transferTo(OutputStream.nullOutputStream());
                return;
            }
            RequestReader reader = new RequestReader(in, socket.getOutputStream());
            while (serveOne(reader, in)) {
                // the next request on the same connection
            }
        } catch (IOException e) {
            // the client has gone, or a fault closed the socket
        }
    }

    void reset() {
        resetByUs = true;
        Quietly.reset(socket);
    }

    boolean resetByUs() {
        return resetByUs;
    }

    private boolean serveOne(RequestReader reader, PushbackInputStream in) throws IOException {
        ReceivedRequest head = reader.head();
        if (head == null) {
            return false;
        }
        Reply reply = new Reply(socket, this, head);
        if (surface.early(head, reply)) {
            reader.body(head);
            return reply.reusable();
        }
        ReceivedRequest request = head.withBody(reader.body(head));
        Thread answering = Thread.ofVirtual().name("answer").start(() -> answer(request, reply));
        return clientStays(answering, in) && reply.reusable();
    }

    private void answer(ReceivedRequest request, Reply reply) {
        try {
            surface.answer(request, reply);
            if (!reply.ended()) {
                reply.cut();
            }
        } catch (IOException | InterruptedException e) {
            Quietly.close(socket);
        } catch (RuntimeException e) {
            // a bug of the sandbox must not look like a hanging engine
            Quietly.reset(socket);
            throw e;
        }
    }

    /** Blocks until the next request begins or the client leaves; in the latter case the answer is given up. */
    private static boolean clientStays(Thread answering, PushbackInputStream in) throws IOException {
        try {
            int next = in.read();
            if (next >= 0) {
                in.unread(next);
                join(answering);
                return true;
            }
            return false;
        } finally {
            answering.interrupt();
        }
    }

    private static void join(Thread thread) throws IOException {
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new IOException("interrupted while answering", e);
        }
    }
}
