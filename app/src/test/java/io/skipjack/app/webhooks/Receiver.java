package io.skipjack.app.webhooks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Who is told of events, on a bare socket, so that it can behave as badly as any: by a script, then well. */
public final class Receiver implements AutoCloseable {
    /** Takes the request and never answers. */
    public static final String SILENCE = "silence";
    /** Takes the request and resets the connection. */
    public static final String RESET = "reset";

    private final ServerSocket socket;
    private final Deque<String> script = new ArrayDeque<>();
    private final List<Post> posts = Collections.synchronizedList(new ArrayList<>());
    private final List<Socket> open = Collections.synchronizedList(new ArrayList<>());

    /** @param headers by lower-case name */
    public record Post(String path, Map<String, String> headers, String body) {}

    public Receiver() throws IOException {
        socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::accept);
    }

    /** How the next requests are answered, one each: a status line and headers, or one of the words above. */
    public synchronized Receiver next(String... answers) {
        script.addAll(List.of(answers));
        return this;
    }

    public URI url() {
        return URI.create("http://127.0.0.1:" + socket.getLocalPort() + "/hook/canary");
    }

    public List<Post> posts() {
        return List.copyOf(posts);
    }

    private void accept() {
        try {
            while (!socket.isClosed()) {
                Socket client = socket.accept();
                open.add(client);
                Thread.ofVirtual().start(() -> answer(client));
            }
        } catch (IOException closed) {
            // the test is over
        }
    }

    private void answer(Socket client) {
        try (client) {
            BufferedReader in =
                    new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.UTF_8));
            Post post = read(in);
            if (post == null) {
                return;
            }
            posts.add(post);
            String answer = following();
            switch (answer) {
                case SILENCE -> client.getInputStream().read();
                case RESET -> client.setSoLinger(true, 0);
                default ->
                    client.getOutputStream()
                            .write(("HTTP/1.1 " + answer + "\r\nContent-Length: 2\r\nConnection: close\r\n\r\nok")
                                    .getBytes(StandardCharsets.UTF_8));
            }
        } catch (IOException gone) {
            // whoever posts may leave
        }
    }

    private synchronized String following() {
        return script.isEmpty() ? "200 OK" : script.poll();
    }

    /** Null for what is no POST: probes of a router whose engine had this port before. */
    private static @Nullable Post read(BufferedReader in) throws IOException {
        String request = in.readLine();
        if (request == null || !request.startsWith("POST ")) {
            return null;
        }
        String path = request.split(" ")[1];
        Map<String, String> headers = new TreeMap<>();
        for (String line = in.readLine(); !line.isEmpty(); line = in.readLine()) {
            headers.put(line.split(": ")[0].toLowerCase(java.util.Locale.ROOT), line.split(": ", 2)[1]);
        }
        char[] body = new char[Integer.parseInt(headers.getOrDefault("content-length", "0"))];
        int read = 0;
        while (read < body.length) {
            read += in.read(body, read, body.length - read);
        }
        return new Post(path, headers, new String(body));
    }

    @Override
    public void close() {
        try {
            socket.close();
            for (Socket client : open) {
                client.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
