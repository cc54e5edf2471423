package io.skipjack.e2e;

import io.skipjack.provider.sandbox.EngineSettings;
import io.skipjack.provider.sandbox.FakeEngine;
import io.skipjack.provider.sandbox.ReceivedRequest;
import io.skipjack.provider.sandbox.TokenChain;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.UnaryOperator;

/** A model of its own on a router, served by one fake engine, and requests to it as they look on the wire. */
record SpotModel(TestRouter router, String model, FakeEngine engine) implements AutoCloseable {
    static final String PROMPT = "Tell me something";

    static SpotModel start() {
        return start(settings -> settings);
    }

    static SpotModel start(UnaryOperator<EngineSettings> change) {
        return start(TestRouter.shared(), change, "");
    }

    /** @param more further keys of the spot tier, each with a comma before */
    static SpotModel start(TestRouter router, UnaryOperator<EngineSettings> change, String more) {
        String model = TestRouter.newModel();
        FakeEngine engine =
                FakeEngine.start(change.apply(EngineSettings.defaults().withModel(model)));
        router.deploy(model, "spot: { urls: [\"%s\"]%s }".formatted(engine.baseUri(), more));
        router.awaitReady(model, "spot-1");
        return new SpotModel(router, model, engine);
    }

    RawClient connect() {
        return RawClient.connect(router.port());
    }

    /** One chat on a connection of its own. */
    RawReply ask(String request) {
        try (RawClient client = connect()) {
            return client.send(request).reply();
        }
    }

    /** A whole request; {@code more} are further members of its body, such as {@code "stream":true}, or empty. */
    String chat(String more, String... headers) {
        return post("/v1/chat/completions", TestRouter.chatBody(model, more), headers);
    }

    /** A whole request with the key, and these further header lines. */
    static String post(String path, String body, String... headers) {
        int length = body.getBytes(StandardCharsets.ISO_8859_1).length;
        return head(path, "Content-Length: " + length, headers) + body;
    }

    /** The head of a POST with the key. */
    static String head(String path, String framing, String... headers) {
        StringBuilder head = new StringBuilder("POST " + path + " HTTP/1.1\r\nHost: router\r\n");
        head.append("Authorization: Bearer ").append(TestRouter.KEY).append("\r\n");
        head.append("Content-Type: application/json\r\n");
        for (String header : headers) {
            head.append(header).append("\r\n");
        }
        return head.append(framing).append("\r\n\r\n").toString();
    }

    /** What the engine was asked, health checks left out. */
    List<ReceivedRequest> asked() {
        return engine.received().stream()
                .filter(request -> request.method().equals("POST"))
                .toList();
    }

    /**
     * What the engine is to get of a chat's body: what going on with its answer needs stands first, and the client's own
     * follows as it was, byte for byte.
     */
    static String forwarded(String body) {
        return "{\"return_token_ids\":true,\"stream\":true,\"stream_options\":{\"include_usage\":true},"
                + body.substring(1);
    }

    /** What the engine must answer to {@link #chat} in so many tokens. */
    static String answer(int tokens) {
        return TokenChain.answerText(TokenChain.chat(PROMPT), tokens);
    }

    @Override
    public void close() {
        engine.close();
    }
}
