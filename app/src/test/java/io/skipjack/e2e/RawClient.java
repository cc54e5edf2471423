package io.skipjack.e2e;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A client that is a socket and nothing else, for requests that no HTTP library would send. It waits at most ten seconds
 * for anything. Text is sent byte by byte as Latin-1, so that every byte can be written.
 */
final class RawClient implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Socket socket;
    private final InputStream in;

    private RawClient(Socket socket) throws IOException {
        this.socket = socket;
        this.in = new BufferedInputStream(socket.getInputStream());
    }

    static RawClient connect(int port) {
        return connect(port, 0, InetAddress.getLoopbackAddress());
    }

    /** @param receiveBuffer bytes the system keeps for this client before it stops the sender; 0 for its default */
    static RawClient connect(int port, int receiveBuffer) {
        return connect(port, receiveBuffer, InetAddress.getLoopbackAddress());
    }

    /** @param from the address to call from */
    static RawClient connect(int port, int receiveBuffer, InetAddress from) {
        Socket socket = new Socket();
        try {
            if (receiveBuffer > 0) {
                socket.setReceiveBufferSize(receiveBuffer);
            }
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(Math.toIntExact(PATIENCE.toMillis()));
            socket.bind(new InetSocketAddress(from, 0));
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 5_000);
            return new RawClient(socket);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The router's, as connected. */
    int port() {
        return socket.getPort();
    }

    RawClient send(String text) {
        return send(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    RawClient send(byte[] bytes) {
        try {
            socket.getOutputStream().write(bytes);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sends what the router takes; false when it closed before the end. */
    boolean trySend(byte[] bytes) {
        try {
            socket.getOutputStream().write(bytes);
            return true;
        } catch (IOException closed) {
            return false;
        }
    }

    RawClient patience(Duration longest) {
        try {
            socket.setSoTimeout(Math.toIntExact(longest.toMillis()));
            return this;
        } catch (SocketException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The next whole answer, interim ones left out. */
    RawReply reply() {
        RawReply head = head();
        while (head.status() < 200) {
            head = head();
        }
        return body(head);
    }

    /** The next status line and headers, interim ones included. */
    RawReply head() {
        String line = line();
        List<Map.Entry<String, String>> headers = new ArrayList<>();
        if (!line.matches("HTTP/1\\.[01] [1-9][0-9]{2}( .*)?")) {
            throw new AssertionError("no status line: " + line);
        }
        for (String header = line(); !header.isEmpty(); header = line()) {
            int colon = header.indexOf(':');
            headers.add(Map.entry(
                    header.substring(0, colon), header.substring(colon + 1).strip()));
        }
        return new RawReply(Integer.parseInt(line.substring(9, 12)), headers, "");
    }

    /** The body that belongs to a head, however its length is told. */
    RawReply body(RawReply head) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        String length = head.header("content-length");
        if ("chunked".equals(head.header("transfer-encoding"))) {
            for (int size = size(); size > 0; size = size()) {
                take(size, body);
                line();
            }
            line();
        } else if (length != null) {
            take(Integer.parseInt(length), body);
        } else {
            body.writeBytes(rest());
        }
        return head.withBody(body.toString(StandardCharsets.UTF_8));
    }

    private int size() {
        return Integer.parseInt(line(), 16);
    }

    private void take(int count, ByteArrayOutputStream to) {
        try {
            byte[] bytes = in.readNBytes(count);
            to.writeBytes(bytes);
            if (bytes.length < count) {
                throw new AssertionError("closed in mid-answer, after: " + to.toString(StandardCharsets.UTF_8));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What comes until this text has come, the text included. */
    String until(String text) {
        ByteArrayOutputStream seen = new ByteArrayOutputStream();
        while (!seen.toString(StandardCharsets.ISO_8859_1).endsWith(text)) {
            seen.write(next());
        }
        return seen.toString(StandardCharsets.ISO_8859_1);
    }

    /** Whatever comes until the router closes. */
    byte[] rest() {
        ByteArrayOutputStream seen = new ByteArrayOutputStream();
        try {
            in.transferTo(seen);
        } catch (SocketTimeoutException open) {
            throw new AssertionError("still open after: " + seen.toString(StandardCharsets.UTF_8), open);
        } catch (IOException reset) {
            // as good as closed
        }
        return seen.toByteArray();
    }

    /** Waits for the router to close; false when anything more came. */
    boolean closes() {
        return rest().length == 0;
    }

    /** Whether something has come that was not read yet. */
    boolean hasNews() {
        try {
            return in.available() > 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Takes one piece of what has come, at least a byte. */
    int readSome(byte[] into) {
        try {
            return in.read(into);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String line() {
        StringBuilder line = new StringBuilder();
        for (int b = next(); b != '\n'; b = next()) {
            line.append((char) b);
        }
        if (!line.isEmpty() && line.charAt(line.length() - 1) == '\r') {
            line.setLength(line.length() - 1);
        }
        return line.toString();
    }

    private int next() {
        try {
            int b = in.read();
            if (b < 0) {
                throw new AssertionError("closed before the answer's end");
            }
            return b;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Tells the router that nothing more will be sent. */
    RawClient halfClose() {
        try {
            socket.shutdownOutput();
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Leaves with a TCP reset. */
    void reset() {
        try {
            socket.setSoLinger(true, 0);
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
