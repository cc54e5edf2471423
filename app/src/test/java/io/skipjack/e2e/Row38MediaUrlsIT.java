package io.skipjack.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No request makes an engine, or the router, fetch what only they can reach. */
class Row38MediaUrlsIT {
    @SuppressWarnings("NullAway.Init")
    private static SpotModel model;

    @BeforeAll
    static void start() {
        model = SpotModel.start();
    }

    @AfterAll
    static void stop() {
        model.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://169.254.169.254/latest/meta-data/iam/security-credentials/",
                "http://[fd00:ec2::254]/latest/meta-data/",
                "http://metadata.google.internal/computeMetadata/v1/",
                "http://metadata/computeMetadata/v1/",
                "http://100.100.100.200/latest/meta-data/",
                "http://127.0.0.1:8081/actuator/health",
                "http://localhost/a.png",
                "http://LOCALHOST./a.png",
                "http://127.1/a.png",
                "http://2130706433/a.png",
                "http://0x7f000001/a.png",
                "http://0177.0.0.1/a.png",
                "http://[::1]/a.png",
                "http://[::ffff:127.0.0.1]/a.png",
                "http://[::ffff:a9fe:a9fe]/a.png",
                "http://0.0.0.0/a.png",
                "http://10.0.0.1/a.png",
                "http://172.16.0.1/a.png",
                "http://192.168.0.1/a.png",
                "http://public.example@127.0.0.1/a.png",
                "http://127.0.0.1#@public.example/a.png",
                "http://127.0.0.1\\\\@public.example/a.png",
                "http:\\\\\\\\127.0.0.1/a.png",
                "http:///a.png",
                "file:///etc/passwd",
                "FILE:///etc/passwd",
                "file:/etc/passwd",
                "gopher://127.0.0.1:6379/_FLUSHALL",
                "ftp://public.example/a.png",
                "jar:http://public.example/a.jar!/",
                "//169.254.169.254/",
                "/etc/passwd",
                " http://127.0.0.1/",
                "\\thttp://127.0.0.1/",
                "http://127.0.0.1%2f.public.example/",
                "http://\\u0031\\u0032\\u0037.0.0.1/a.png"
            })
    void isRefused(String url) {
        String quoted = '"' + url + '"';
        refused("\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"image_url\",\"image_url\":{\"url\":" + quoted
                + "}}]}]");
        refused("\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"audio_url\",\"audio_url\":" + quoted
                + "}]}]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://127.0.0.1:8081/v1",
                "https://evil.example/model",
                "file:///etc/passwd",
                "../../../etc/passwd",
                "adapters/../../secret"
            })
    void aModelIsANameAndNoPlace(String name) {
        int before = model.asked().size();
        model.ask(SpotModel.post("/v1/chat/completions", TestRouter.chatBody(name, "")))
                .isError(400);
        assertThat(model.asked()).hasSize(before);
    }

    private static void refused(String messages) {
        int before = model.asked().size();
        String body = "{\"model\":\"%s\",%s}".formatted(model.model(), messages);
        model.ask(SpotModel.post("/v1/chat/completions", body)).isError(400);
        assertThat(model.asked()).hasSize(before);
    }
}
