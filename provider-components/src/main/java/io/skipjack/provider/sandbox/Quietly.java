package io.skipjack.provider.sandbox;

import java.io.Closeable;
import java.io.IOException;
import java.net.Socket;

/** Closing what may be closed already, when nobody can do anything about a failure. */
final class Quietly {
    private Quietly() {}

    static void close(Closeable closeable) {
        try {
            closeable.close();
        } catch (IOException e) {
            // the other end was faster
        }
    }

    /** Closes with RST: what is still in the send buffer is thrown away and the peer sees "connection reset". */
    static void reset(Socket socket) {
        try {
            socket.setSoLinger(true, 0);
        } catch (IOException e) {
            // closed already
        }
        close(socket);
    }
}
