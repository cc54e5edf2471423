package io.skipjack.live;

import static io.skipjack.live.LiveBench.answering;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The route that holds the port is not touched by edits to the others. */
class RouteListenerTest {
    @TempDir
    Path folder;

    private LiveBench bench;
    private int port;

    @BeforeEach
    void listen() throws Exception {
        port = LiveBench.freePort();
        bench = new LiveBench(folder)
                .key("port", Integer.toString(port))
                .route("listen", listening("live:inference"))
                .route("inference", answering("inference", "one"))
                .start();
    }

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void keepsAConnectionOpenOverEdits() throws Exception {
        try (Socket connection = new Socket("127.0.0.1", port)) {
            assertThat(ask(connection)).isEqualTo("one");

            bench.edit("inference", answering("inference", "two"));
            assertThat(ask(connection)).isEqualTo("two");

            bench.edit("listen", "# a comment changes nothing\n" + listening("live:inference"));
            assertThat(ask(connection)).isEqualTo("two");
        }
        bench.awaitDrained();
        assertThat(bench.routeIds()).containsExactly("inference@3", "listen");
    }

    @Test
    void saysThatAChangeToItNeedsARestart() throws Exception {
        bench.route("calm", answering("calm", "x"));
        bench.route("listen", listening("live:calm"));

        assertThat(bench.awaitProblems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.toString())
                        .startsWith("routes/listen.camel.yaml:1: changing listen needs a restart"));
        try (Socket connection = new Socket("127.0.0.1", port)) {
            assertThat(ask(connection)).isEqualTo("one");
        }
    }

    @Test
    void saysThatRemovingItNeedsARestart() throws Exception {
        bench.delete("listen");

        assertThat(bench.awaitProblems().getFirst().toString())
                .startsWith("routes/listen.camel.yaml: removing listen needs a restart");
        try (Socket connection = new Socket("127.0.0.1", port)) {
            assertThat(ask(connection)).isEqualTo("one");
        }
    }

    private static String listening(String to) {
        return """
                - route:
                    id: listen
                    from:
                      uri: netty-http:http://127.0.0.1:{{port}}/v1?matchOnUriPrefix=true
                      steps:
                        - to: %s
                """.formatted(to);
    }

    private static String ask(Socket connection) throws IOException {
        connection.setSoTimeout(5000);
        connection.getOutputStream().write("GET /v1/x HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        BufferedReader reader =
                new BufferedReader(new InputStreamReader(connection.getInputStream(), StandardCharsets.US_ASCII));
        int length = 0;
        for (String line = reader.readLine(); line != null && !line.isEmpty(); line = reader.readLine()) {
            if (line.regionMatches(true, 0, "content-length:", 0, 15)) {
                length = Integer.parseInt(line.substring(15).strip());
            }
        }
        char[] body = new char[length];
        return new String(body, 0, reader.read(body));
    }
}
