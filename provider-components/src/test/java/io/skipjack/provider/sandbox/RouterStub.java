package io.skipjack.provider.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Takes host reports and answers them all with one status. */
final class RouterStub implements AutoCloseable {
    private final Recorder recorder = new Recorder();
    private final HttpPort port = new HttpPort("router", 0, this::answer);
    volatile int status = 200;

    RouterStub() {
        port.listen();
    }

    private void answer(ReceivedRequest request, Reply reply) throws IOException {
        recorder.add(request);
        reply.bytes(status, Reply.JSON, "{\"known\":true}".getBytes(StandardCharsets.UTF_8));
    }

    String url() {
        return "http://127.0.0.1:" + port.number();
    }

    List<ReceivedRequest> received() {
        return recorder.all();
    }

    /** Reports of a kind, in order. */
    List<JsonNode> reports(String kind) {
        return received().stream()
                .map(RouterStub::json)
                .filter(each -> each.path("kind").asText().equals(kind))
                .toList();
    }

    List<String> phases() {
        return reports("phase").stream()
                .map(each -> each.path("phase").asText())
                .toList();
    }

    private static JsonNode json(ReceivedRequest request) {
        try {
            return request.json();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        port.close();
    }
}
