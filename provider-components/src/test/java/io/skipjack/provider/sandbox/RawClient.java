package io.skipjack.provider.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A client that shows the bytes as they come. */
final class RawClient implements Closeable {
    /** How the connection ended after the last byte read. */
    enum Ending {
        FIN,
        RESET,
        OPEN
    }

    /** All bytes until the end of the connection, or until nothing came for the time-out. */
    record Transcript(String text, Ending ending) {
        String body() {
            return text.substring(text.indexOf("\r\n\r\n") + 4);
        }

        boolean terminated() {
            return text.endsWith("\r\n0\r\n\r\n");
        }
    }

    private final Socket socket;

    RawClient(FakeEngine engine) throws IOException {
        this(engine.port());
    }

    RawClient(int port) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(5000);
        socket.setTcpNoDelay(true);
    }

    RawClient quietAfter(int millis) throws IOException {
        socket.setSoTimeout(millis);
        return this;
    }

    RawClient post(String path, String body, String... headers) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        StringBuilder head = new StringBuilder("POST " + path + " HTTP/1.1\r\nhost: x\r\n");
        for (String header : headers) {
            head.append(header).append("\r\n");
        }
        head.append("content-type: application/json\r\ncontent-length: ").append(bytes.length);
        send(head.append("\r\n\r\n").toString());
        socket.getOutputStream().write(bytes);
        return this;
    }

    RawClient chat(String prompt, int maxTokens, boolean stream) throws IOException {
        return post("/v1/chat/completions", Asks.chat(prompt, maxTokens, stream).toString(), "connection: close");
    }

    RawClient send(String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
        return this;
    }

    Transcript readAll() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Ending ending = Ending.FIN;
        try {
            InputStream in = new BufferedInputStream(socket.getInputStream(), 1024);
            for (int b = in.read(); b >= 0; b = in.read()) {
                bytes.write(b);
            }
        } catch (SocketTimeoutException e) {
            ending = Ending.OPEN;
        } catch (SocketException e) {
            ending = Ending.RESET;
        }
        return new Transcript(bytes.toString(StandardCharsets.UTF_8), ending);
    }

    /** Reads until the text has come. */
    String readUntil(String needle) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        while (!bytes.toString(StandardCharsets.UTF_8).contains(needle)) {
            int b = socket.getInputStream().read();
            if (b < 0) {
                break;
            }
            bytes.write(b);
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    /** The JSON of each event with data but {@code [DONE]}, from text that may still be chunked. */
    static List<JsonNode> events(String text) throws IOException {
        List<JsonNode> events = new ArrayList<>();
        for (String line : text.split("\r?\n")) {
            if (line.startsWith("data: {")) {
                events.add(Json.read(line.substring(6).getBytes(StandardCharsets.UTF_8)));
            }
        }
        return events;
    }

    static String content(List<JsonNode> events) {
        StringBuilder text = new StringBuilder();
        events.forEach(event -> text.append(event.at("/choices/0/delta/content").asText("")));
        return text.toString();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
