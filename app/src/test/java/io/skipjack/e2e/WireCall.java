package io.skipjack.e2e;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;

/**
 * A client without a library between the test and the bytes: a library would hide how an answer ended, and drop what had
 * come before a broken end.
 */
final class WireCall {
    /** Header of a request whose answer ends with an error where others go on elsewhere. */
    static final String UNRESUMED = "x-skipjack-resume: off";

    private static final int READ_MILLIS = 20_000;

    private WireCall() {}

    /** POSTs on a connection of its own and reads until the router closes it. */
    static WireAnswer post(TestRouter router, String path, String json, String... headers) {
        byte[] body = json.getBytes(StandardCharsets.UTF_8);
        StringBuilder head = new StringBuilder("POST " + path + " HTTP/1.1\r\nHost: router\r\nConnection: close\r\n"
                + "Content-Type: application/json\r\nContent-Length: " + body.length + "\r\n");
        for (String header : headers) {
            head.append(header).append("\r\n");
        }
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), router.port())) {
            socket.setSoTimeout(READ_MILLIS);
            ByteArrayOutputStream request = new ByteArrayOutputStream();
            request.writeBytes(head.append("\r\n").toString().getBytes(StandardCharsets.UTF_8));
            request.writeBytes(body);
            socket.getOutputStream().write(request.toByteArray());
            return WireAnswer.parse(readAll(socket.getInputStream()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static WireAnswer chat(TestRouter router, String model, String more, String... headers) {
        return post(router, "/v1/chat/completions", TestRouter.chatBody(model, more), headers);
    }

    static WireAnswer stream(TestRouter router, String model, String... headers) {
        return chat(router, model, "\"stream\":true", headers);
    }

    static <T> CompletableFuture<T> later(java.util.function.Supplier<T> call) {
        return CompletableFuture.supplyAsync(
                call, task -> Executors.defaultThreadFactory().newThread(task).start());
    }

    private static byte[] readAll(InputStream in) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        byte[] buffer = new byte[16_384];
        try {
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                all.write(buffer, 0, n);
            }
        } catch (java.net.SocketException reset) {
            // as good as an end: what came before it is what the client saw
        }
        return all.toByteArray();
    }
}
