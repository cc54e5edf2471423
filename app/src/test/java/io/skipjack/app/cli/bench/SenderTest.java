package io.skipjack.app.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Against a listener that begins an answer and goes no further. */
@Timeout(30)
class SenderTest {
    private static final String BEGUN = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n"
            + "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"a\"},\"finish_reason\":null}]}\n\n";

    @Test
    void anAnswerThatTakesTooLongIsATimeoutAlsoInItsMiddle() throws Exception {
        try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Sender sender = sender(listener, Duration.ofMillis(50))) {
            CompletableFuture<Reply> reply = sender.send(Ask.of(1, 1), "word", gap -> {});
            try (Socket connection = listener.accept()) {
                begin(connection);
                Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> {
                    sender.cutLate();
                    return reply.isDone();
                });
            }
            assertThat(reply.join().trouble()).isEqualTo("timeout");
        }
    }

    @Test
    void aConnectionThatEndsIsACut() throws Exception {
        try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Sender sender = sender(listener, Duration.ofSeconds(20))) {
            CompletableFuture<Reply> reply = sender.send(Ask.of(1, 1), "word", gap -> {});
            try (Socket connection = listener.accept()) {
                begin(connection);
            }
            assertThat(reply.get(10, TimeUnit.SECONDS).trouble()).isEqualTo("cut");
        }
    }

    @Test
    void aPortWhereNobodyListensIsNoConnection() throws Exception {
        ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        listener.close();
        try (Sender sender = sender(listener, Duration.ofSeconds(20))) {
            assertThat(sender.send(Ask.of(1, 1), "word", gap -> {})
                            .get(10, TimeUnit.SECONDS)
                            .trouble())
                    .isEqualTo("no connection");
        }
    }

    private static Sender sender(ServerSocket listener, Duration timeout) {
        URI base = URI.create("http://127.0.0.1:" + listener.getLocalPort() + "/v1");
        return new Sender(new LoadTarget(base, null, new RequestBody("m", true, false), timeout));
    }

    private static void begin(Socket connection) throws IOException {
        OutputStream out = connection.getOutputStream();
        out.write(BEGUN.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }
}
