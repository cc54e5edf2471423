package io.skipjack.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.skipjack.provider.sandbox.Fault;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** However a request and the events of its answer are cut into packets, the client reads the same. */
class Row27SplitStreamIT {
    @SuppressWarnings("NullAway.Init")
    private SpotModel model;

    @BeforeEach
    void start() {
        model = SpotModel.start();
    }

    @AfterEach
    void stop() {
        model.close();
    }

    @Test
    void aRequestSentByteByByteIsOneRequest() {
        try (RawClient client = model.connect()) {
            for (byte b : model.chat("\"stream\":true").getBytes(StandardCharsets.ISO_8859_1)) {
                client.send(new byte[] {b});
            }
            assertThat(client.reply().text()).isEqualTo(SpotModel.answer(16));
        }
        assertThat(model.asked()).hasSize(1);
    }

    @Test
    void chunksOfOneByteAreOneBody() {
        String body = TestRouter.chatBody(model.model(), "\"user\":\"f\u00c3\u00bcr\"");
        StringBuilder chunks = new StringBuilder();
        for (char c : body.toCharArray()) {
            chunks.append("1\r\n").append(c).append("\r\n");
        }
        String request = SpotModel.head("/v1/chat/completions", "Transfer-Encoding: chunked") + chunks + "0\r\n\r\n";

        assertThat(model.ask(request).text()).isEqualTo(SpotModel.answer(16));
        assertThat(new String(model.asked().getFirst().body(), StandardCharsets.ISO_8859_1))
                .isEqualTo(SpotModel.forwarded(body));
    }

    @Test
    void anAnswerInPacketsOfOneByteIsWhole() {
        model.engine().inject(Fault.dribble());
        streamIsWhole();
    }

    @Test
    void linesThatEndInCrLfAreLines() {
        model.engine().inject(Fault.crlf());
        streamIsWhole();
    }

    @Test
    void anEventOfAMegabyteGoesThrough() {
        model.engine().inject(Fault.hugeEvent(1 << 20));
        streamIsWhole();
    }

    private void streamIsWhole() {
        RawReply reply = model.ask(model.chat("\"stream\":true"));

        assertThat(reply.withBody(reply.body().replace("\r\n", "\n")).text()).isEqualTo(SpotModel.answer(16));
        assertThat(reply.body().stripTrailing()).endsWith("data: [DONE]");
    }
}
