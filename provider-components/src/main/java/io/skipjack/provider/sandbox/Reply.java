package io.skipjack.provider.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Writes the answer to one request, well or, when wire faults are {@link #arm armed}, badly. Used by one thread at a
 * time. {@link #begin}, {@link #write}, {@link #end}, or {@link #json} for all three.
 */
public final class Reply {
    public static final String JSON = "application/json";

    private enum Framing {
        CHUNKED,
        LENGTH,
        CLOSE
    }

    private final Socket socket;
    private final OutputStream out;
    private final HttpConnection connection;
    private final Map<FaultKind, Fault> armed = new EnumMap<>(FaultKind.class);
    private final List<String> headers = new ArrayList<>();
    private final ByteArrayOutputStream held = new ByteArrayOutputStream(0);
    private Framing framing = Framing.CHUNKED;
    private @Nullable GZIPOutputStream gzip;
    private int status;
    private String contentType = JSON;
    private long bytesLeft = Long.MAX_VALUE;
    private boolean mayKeepAlive;
    private volatile boolean ended;
    private volatile boolean broken;

    Reply(Socket socket, HttpConnection connection, ReceivedRequest request) throws IOException {
        this(socket, connection, request, socket.getOutputStream());
    }

    /** One of which nothing is ever sent: what is asked for is carried out, and nobody hears. */
    Reply unheard(ReceivedRequest request) {
        return new Reply(socket, connection, request, OutputStream.nullOutputStream());
    }

    private Reply(Socket socket, HttpConnection connection, ReceivedRequest request, OutputStream out) {
        this.socket = socket;
        this.connection = connection;
        this.out = out;
        this.mayKeepAlive = !"close".equalsIgnoreCase(request.header("connection"));
        String requestId = request.header("x-request-id");
        if (requestId != null) {
            header("x-request-id", requestId);
        }
    }

    void arm(Fault fault) {
        armed.put(fault.kind(), fault);
        if (fault.kind() == FaultKind.RESET_AFTER_BYTES) {
            bytesLeft = fault.amount();
        }
    }

    @Nullable
    Fault armed(FaultKind kind) {
        return armed.get(kind);
    }

    public Reply header(String name, String value) {
        headers.add(name + ": " + value + "\r\n");
        return this;
    }

    /** A whole answer in one write. */
    public void json(int newStatus, JsonNode node) throws IOException {
        bytes(newStatus, JSON, Json.bytes(node));
    }

    public void bytes(int newStatus, String type, byte[] body) throws IOException {
        open(newStatus, type, wantsChunks() ? Framing.CHUNKED : Framing.LENGTH);
        write(body);
        end();
    }

    /** Starts a body that comes in pieces. */
    public void begin(int newStatus, String type) throws IOException {
        open(newStatus, type, Framing.CHUNKED);
    }

    private boolean wantsChunks() {
        return has(FaultKind.TRAILERS) || has(FaultKind.CHUNK_EXTENSIONS) || has(FaultKind.DRIBBLE);
    }

    private void open(int newStatus, String type, Framing wanted) throws IOException {
        status = newStatus;
        contentType = type;
        framing = wanted;
        if (has(FaultKind.CONTENT_LENGTH) || has(FaultKind.CUT_SHORT)) {
            framing = Framing.LENGTH;
        } else if (has(FaultKind.CLOSE_DELIMITED)) {
            framing = Framing.CLOSE;
        }
        if (has(FaultKind.GZIP)) {
            header("content-encoding", "gzip");
            gzip = new GZIPOutputStream(held, true);
        }
        if (framing != Framing.LENGTH) {
            out.write(head(-1));
            limit(0);
        }
    }

    public void write(byte[] piece) throws IOException {
        if (gzip != null) {
            gzip.write(piece);
            gzip.flush();
        } else if (framing == Framing.LENGTH) {
            held.writeBytes(piece);
        } else {
            send(piece);
            return;
        }
        if (framing != Framing.LENGTH) {
            send(held.toByteArray());
            held.reset();
        }
    }

    void end() throws IOException {
        if (gzip != null) {
            gzip.finish();
        }
        byte[] rest = held.toByteArray();
        if (framing == Framing.LENGTH) {
            sendWhole(rest);
        } else {
            if (rest.length > 0) {
                send(rest);
            }
            if (framing == Framing.CHUNKED) {
                out.write(WireBytes.lastChunk(has(FaultKind.TRAILERS)));
            }
        }
        ended = true;
        if (framing == Framing.CLOSE || !mayKeepAlive) {
            close();
        }
    }

    private void sendWhole(byte[] body) throws IOException {
        Fault cut = armed.get(FaultKind.CUT_SHORT);
        int length = cut == null ? body.length : (int) Math.max(0, body.length - cut.amount());
        if (has(FaultKind.RESET_AFTER_BYTES)) {
            length = (int) Math.min(length, bytesLeft);
        }
        out.write(WireBytes.join(head(body.length), body, length));
        if (has(FaultKind.RESET_AFTER_BYTES) && length < body.length) {
            bytesLeft = 0;
            limit(0);
        }
        if (cut != null) {
            cut();
            throw new BrokenOffException();
        }
    }

    private void send(byte[] piece) throws IOException {
        int length = limit(piece.length);
        if (has(FaultKind.DRIBBLE)) {
            for (int i = 0; i < length; i++) {
                sendChunk(new byte[] {piece[i]}, 1);
            }
        } else {
            sendChunk(piece, length);
        }
        if (length < piece.length) {
            limit(0);
        }
    }

    private void sendChunk(byte[] piece, int length) throws IOException {
        if (length == 0) {
            return;
        }
        out.write(
                framing == Framing.CHUNKED
                        ? WireBytes.chunk(piece, length, has(FaultKind.CHUNK_EXTENSIONS))
                        : WireBytes.join(new byte[0], piece, length));
    }

    /** Takes what may be sent of so many bytes; when nothing may, the connection is reset. */
    private int limit(int wanted) throws IOException {
        if (bytesLeft == 0) {
            reset();
            throw new BrokenOffException();
        }
        int allowed = (int) Math.min(wanted, bytesLeft);
        bytesLeft -= bytesLeft == Long.MAX_VALUE ? 0 : allowed;
        return allowed;
    }

    private byte[] head(long length) {
        StringBuilder head = new StringBuilder(256);
        if (has(FaultKind.INFORMATIONAL)) {
            head.append("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nlink: </hint>; rel=preload\r\n\r\n");
        }
        head.append("HTTP/1.1 ").append(status).append(' ').append(WireBytes.reason(status));
        head.append("\r\nserver: uvicorn\r\n");
        WireBytes.faultyHeaders(head, armed);
        headers.forEach(head::append);
        head.append("content-type: ").append(contentType).append("\r\n");
        switch (framing) {
            case CHUNKED -> head.append("transfer-encoding: chunked\r\n");
            case LENGTH -> head.append("content-length: ").append(length).append("\r\n");
            case CLOSE -> head.append("connection: close\r\n");
        }
        if (!mayKeepAlive && framing != Framing.CLOSE) {
            head.append("connection: close\r\n");
        }
        return head.append("\r\n").toString().getBytes(StandardCharsets.UTF_8);
    }

    /** Bytes straight to the socket, for what is no HTTP. */
    void raw(String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
    }

    /** RST: on purpose, so what follows is no cancellation. */
    void reset() {
        broken = true;
        ended = true;
        mayKeepAlive = false;
        Quietly.reset(socket);
    }

    /** FIN wherever the answer stands, on purpose. */
    void cut() {
        broken = true;
        ended = true;
        close();
    }

    private void close() {
        mayKeepAlive = false;
        try {
            socket.shutdownOutput();
        } catch (IOException e) {
            // gone already
        }
        Quietly.close(socket);
    }

    boolean has(FaultKind kind) {
        return armed.containsKey(kind);
    }

    boolean ended() {
        return ended;
    }

    /** True when this side broke the connection off, by a fault or because the engine was killed. */
    boolean broken() {
        return broken || connection.resetByUs();
    }

    boolean reusable() {
        return ended && !broken && mayKeepAlive;
    }
}
