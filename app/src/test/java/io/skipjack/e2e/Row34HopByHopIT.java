package io.skipjack.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.skipjack.provider.sandbox.ReceivedRequest;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What belongs to the client's connection, or claims to know where the request comes from, ends at the router. */
class Row34HopByHopIT {
    private static final String CANARY = "canary-34";

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

    @Test
    void nothingButTheAllowlistReachesTheEngine() {
        String request = model.chat(
                "",
                "X-Api-Key: " + CANARY,
                "Cookie: session=" + CANARY,
                "Proxy-Authorization: Basic " + CANARY,
                "X-Forwarded-For: " + CANARY,
                "X-Forwarded-Host: " + CANARY,
                "X-Forwarded-Proto: " + CANARY,
                "Forwarded: for=" + CANARY,
                "X-Real-Ip: " + CANARY,
                "X-Original-Url: /" + CANARY,
                "X-Rewrite-Url: /" + CANARY,
                "X-Http-Method-Override: " + CANARY,
                "Via: 1.1 " + CANARY,
                "TE: " + CANARY,
                "Trailer: " + CANARY,
                "Upgrade: " + CANARY,
                "Keep-Alive: " + CANARY,
                "Referer: http://" + CANARY,
                "User-Agent: " + CANARY,
                "X-Skipjack-Upstream: " + CANARY,
                "X-Custom: " + CANARY);

        assertThat(model.ask(request).status()).isEqualTo(200);
        ReceivedRequest got = model.asked().getLast();
        assertThat(got.headers().toString()).doesNotContain(CANARY).doesNotContain(TestRouter.KEY);
        assertThat(got.headers().stream().map(Map.Entry::getKey).map(name -> name.toLowerCase(Locale.ROOT)))
                .doesNotContain("authorization")
                .containsOnlyOnce("host", "content-length", "x-request-id", "content-type");
    }

    @Test
    void connectionCannotTakeHeadersAway() {
        String request = model.chat(
                "",
                "Connection: authorization, content-type, x-request-id, content-length, host",
                "X-Request-Id: kept");

        RawReply reply = model.ask(request);
        assertThat(reply.status()).as("authorized all the same").isEqualTo(200);
        assertThat(reply.header("x-request-id")).isEqualTo("kept");
        assertThat(model.asked().getLast().header("x-request-id")).isEqualTo("kept");
        assertThat(model.asked().getLast().header("content-type")).isEqualTo("application/json");
    }

    @Test
    void anUpgradeIsNotOffered() {
        RawReply reply = model.ask(model.chat(
                "", "Connection: Upgrade, HTTP2-Settings", "Upgrade: h2c", "HTTP2-Settings: AAMAAABkAAQAAP__"));

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.header("upgrade")).isNull();
    }

    @Test
    void theHostIsTheEnginesOwn() {
        model.ask(model.chat("").replace("Host: router", "Host: " + CANARY));

        assertThat(model.asked().getLast().header("host"))
                .isEqualTo("127.0.0.1:" + model.engine().port());
    }
}
