package io.skipjack.e2e;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** An upstream that says exactly these bytes, for what an engine never says. One request per connection. */
final class RawUpstream implements AutoCloseable {
    private final ServerSocket listener;
    private final Script script;

    interface Script {
        void play(Connection connection) throws IOException;
    }

    private RawUpstream(ServerSocket listener, Script script) {
        this.listener = listener;
        this.script = script;
    }

    static RawUpstream start(Script script) {
        try {
            RawUpstream upstream = new RawUpstream(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), script);
            Thread.ofVirtual().name("raw-upstream").start(upstream::accept);
            return upstream;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String baseUri() {
        return "http://127.0.0.1:" + listener.getLocalPort() + "/v1";
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket socket = listener.accept();
                Thread.ofVirtual().start(() -> serve(socket));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            Connection connection = new Connection(socket);
            if (connection.readRequest()) {
                script.play(connection);
            }
        } catch (IOException gone) {
            // the router let go, which the test sees by its answer
        }
    }

    @Override
    public void close() {
        try {
            listener.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The engine's end of a connection. */
    static final class Connection {
        private final Socket socket;

        Connection(Socket socket) {
            this.socket = socket;
        }

        /** False where it was the router's look at the engine, which brings no body and gets no answer. */
        private boolean readRequest() throws IOException {
            InputStream in = socket.getInputStream();
            StringBuilder head = new StringBuilder();
            while (head.indexOf("\r\n\r\n") < 0) {
                head.append((char) in.read());
            }
            if (head.indexOf("GET ") == 0) {
                return false;
            }
            String length = head.toString().toLowerCase(java.util.Locale.ROOT).split("content-length: ", -1)[1];
            in.readNBytes(Integer.parseInt(length.substring(0, length.indexOf('\r'))));
            return true;
        }

        void raw(String text) throws IOException {
            socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
        }

        void eventStreamHead() throws IOException {
            raw("HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ntransfer-encoding: chunked\r\n\r\n");
        }

        void chunk(String text) throws IOException {
            raw(Integer.toHexString(text.getBytes(StandardCharsets.UTF_8).length) + "\r\n" + text + "\r\n");
        }

        /** Does something at each interval until the router closes the connection. */
        void untilClosed(Duration interval, Step step) throws IOException {
            socket.setSoTimeout((int) interval.toMillis());
            while (true) {
                try {
                    if (socket.getInputStream().read() < 0) {
                        return;
                    }
                } catch (SocketTimeoutException stillThere) {
                    step.run();
                }
            }
        }
    }

    interface Step {
        void run() throws IOException;
    }
}
