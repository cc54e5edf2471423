package io.skipjack.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.skipjack.app.keys.KeyStore;
import io.skipjack.app.keys.NewKey;
import io.skipjack.provider.sandbox.EngineSettings;
import io.skipjack.provider.sandbox.FakeEngine;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whoever has no valid key gets the same 401, whatever is wrong with it, and no engine hears of them. */
class Row36KeysIT {
    private static final TestRouter ROUTER = TestRouter.shared();
    private static final String MODEL = TestRouter.newModel();
    private static final String BODY = TestRouter.chatBody(MODEL, "");

    @SuppressWarnings("NullAway.Init")
    private static FakeEngine engine;

    @SuppressWarnings("NullAway.Init")
    private static RawReply uniform;

    @BeforeAll
    static void start() {
        engine = FakeEngine.start(EngineSettings.defaults().withModel(MODEL));
        ROUTER.deployPrivate(MODEL, "spot: { urls: [\"%s\"] }".formatted(engine.baseUri()));
        ROUTER.awaitReady(MODEL, "spot-1");
        uniform = ask("").isError(401);
    }

    @AfterAll
    static void stop() {
        engine.close();
    }

    static Stream<String> wrong() {
        String key = TestRouter.KEY;
        return Stream.of(
                "Authorization: Bearer sk-" + "x".repeat(43),
                "Authorization: Bearer " + key.substring(0, key.length() - 1),
                "Authorization: Bearer " + key + "k",
                "Authorization: Bearer " + key + "," + key,
                "Authorization: Bearer " + key.toUpperCase(java.util.Locale.ROOT),
                "Authorization: Bearer",
                "Authorization: Bearer ",
                "Authorization: ",
                "Authorization: " + key,
                "Authorization: Basic " + key,
                "Authorization: Digest username=\"" + key + "\"",
                "Authorization: Token " + key,
                "Authorization: Bearer Bearer " + key,
                "Authorization: Bearer ' OR 1=1 --",
                "Authorization: Bearer sk-'; DROP TABLE keys; --",
                "Authorization: Bearer ${jndi:ldap://127.0.0.1/a}",
                "Authorization: Bearer ${sys.user.home}",
                "Authorization: Bearer ../../etc/passwd",
                "Authorization: Bearer sk-\u00e4\u00f6\u00fc" + "k".repeat(40),
                "Authorization: Bearer sk-" + "k".repeat(7_000),
                "Authorization: Basic x\r\nX-Api-Key: " + key,
                "Authorization: Bearer wrong\r\nX-Api-Key: " + key,
                "X-Api-Key: wrong",
                "X-Api-Key: Bearer " + key,
                "X-Api-Key: ",
                "Cookie: Authorization=Bearer " + key,
                "Proxy-Authorization: Bearer " + key,
                "X-Original-Authorization: Bearer " + key);
    }

    @ParameterizedTest
    @MethodSource("wrong")
    void isRefusedAlike(String header) {
        int before = engine.received().stream()
                .filter(r -> r.method().equals("POST"))
                .toList()
                .size();
        RawReply reply = ask(header + "\r\n");

        assertThat(reply.status()).isEqualTo(401);
        assertThat(reply.body()).isEqualTo(uniform.body());
        assertThat(reply.header("www-authenticate")).isEqualTo("Bearer");
        assertThat(engine.received().stream().filter(r -> r.method().equals("POST")))
                .hasSize(before);
    }

    @Test
    void aKeyInTheQueryIsNoKey() {
        try (RawClient client = RawClient.connect(ROUTER.port())) {
            client.send(request("").replace("completions HTTP", "completions?api_key=" + TestRouter.KEY + " HTTP"));
            client.reply().isError(401);
        }
    }

    @Test
    void aKeyOfAMegabyteIsCutShort() {
        try (RawClient client = RawClient.connect(ROUTER.port())) {
            client.trySend(request("Authorization: Bearer sk-" + "k".repeat(1 << 20) + "\r\n")
                    .getBytes(java.nio.charset.StandardCharsets.US_ASCII));
            client.reply().isError(431);
            assertThat(client.closes()).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Authorization: Bearer ",
                "authorization: bearer ",
                "AUTHORIZATION: BEARER ",
                "X-Api-Key: ",
                "x-api-key: ",
                "Cookie: a=b\r\nX-Api-Key:"
            })
    void theRightKeyIsTakenUnderEitherName(String header) {
        assertThat(ask(header + TestRouter.KEY + "\r\n").status()).isEqualTo(200);
    }

    @Test
    void aKeyWorksSoonAfterItIsMadeAndStopsSoonAfterItIsRevoked() {
        KeyStore store = new KeyStore(ROUTER.home().resolve("data"));
        NewKey key = store.create("row-36", Instant.now(), new SecureRandom());
        String header = "Authorization: Bearer " + key.secret() + "\r\n";
        await().atMost(Duration.ofSeconds(5)).until(() -> ask(header).status() == 200);

        try (RawClient kept = RawClient.connect(ROUTER.port())) {
            assertThat(kept.send(request(header)).reply().status()).isEqualTo(200);
            store.revoke("row-36", Instant.now());

            await().atMost(Duration.ofSeconds(5))
                    .until(() -> kept.send(request(header)).reply().status() == 401);
        }
        assertThat(ask(header).body()).isEqualTo(uniform.body());
    }

    @Test
    void modelsForCallersWithAKeyAreNotNamedToOthers() {
        ROUTER.deploy(TestRouter.newModel(), "spot: { urls: [\"%s\"] }".formatted(engine.baseUri()));
        try (RawClient client = RawClient.connect(ROUTER.port())) {
            RawReply reply = client.send(request("").replace(MODEL, "x".repeat(MODEL.length())))
                    .reply();
            assertThat(reply.isError(404).body()).doesNotContain("'" + MODEL + "'");
        }
        try (RawClient client = RawClient.connect(ROUTER.port())) {
            RawReply reply =
                    client.send("GET /v1/models HTTP/1.1\r\nHost: a\r\n\r\n").reply();
            assertThat(reply.body()).doesNotContain('"' + MODEL + '"');
        }
    }

    private static RawReply ask(String headers) {
        try (RawClient client = RawClient.connect(ROUTER.port())) {
            return client.send(request(headers)).reply();
        }
    }

    private static String request(String headers) {
        return "POST /v1/chat/completions HTTP/1.1\r\nHost: a\r\n%sContent-Length: %d\r\n\r\n%s"
                .formatted(headers, BODY.length(), BODY);
    }
}
