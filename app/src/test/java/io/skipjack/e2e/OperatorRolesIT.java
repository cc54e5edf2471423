package io.skipjack.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.skipjack.app.keys.KeyKind;
import io.skipjack.app.keys.KeyOrder;
import io.skipjack.app.keys.KeyStore;
import io.skipjack.app.keys.NewKey;
import io.skipjack.app.keys.StoredKey;
import io.skipjack.domain.operator.Role;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Operator keys on a loopback port: what each role may, what is on record of it, and that no key opens the other port. */
class OperatorRolesIT {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String YAML =
            "name: roles-it\nmodel: roles/it\nserverless: {urls: ['http://127.0.0.1:9/v1']}\n";
    private static final Map<Role, NewKey> KEYS = new EnumMap<>(Role.class);

    @SuppressWarnings("NullAway.Init")
    private static TestRouter router;

    @BeforeAll
    static void start() {
        router = TestRouter.start(Map.of());
        assertThat(send("GET", "/api/status", "", null).statusCode())
                .as("open until there is a key")
                .isEqualTo(200);
        for (Role role : Role.values()) {
            KEYS.put(role, create(role.label(), role));
        }
        await().atMost(Duration.ofSeconds(5)).untilAsserted(() -> {
            assertThat(send("GET", "/api/status", "", null).statusCode()).isEqualTo(401);
            for (Role role : Role.values()) {
                assertThat(send("GET", "/api/status", "", role).statusCode())
                        .as(role.label())
                        .isEqualTo(200);
            }
        });
    }

    @AfterAll
    static void stop() {
        router.close();
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /api/status, 200, 200, 200",
        "GET, /api/replicas, 200, 200, 200",
        "GET, /api/leases, 200, 200, 200",
        "GET, /api/cost, 200, 200, 200",
        "GET, /api/keys, 200, 200, 200",
        "GET, /api/audit, 200, 200, 200",
        "GET, /api/openapi.json, 200, 200, 200",
        "GET, /actuator/prometheus, 200, 200, 200",
        "GET, /actuator/hawtio/, 200, 200, 200",
        "POST, /actuator/jolokia, 200, 200, 200",
        "POST, /api/explain, 200, 200, 200",
        "PUT, /api/deployments/roles-it, 403, 200, 200",
        "POST, /api/deployments/roles-it/retry, 403, 404, 404",
        "DELETE, /api/deployments/nobody, 403, 404, 404",
        "DELETE, /api/keys/nobody, 403, 404, 404",
        "PUT, /api/keys/nobody/budget, 403, 404, 404",
        "DELETE, /api/keys/nobody/budget, 403, 404, 404",
        "PATCH, /api/anything, 403, 403, 405",
    })
    void eachRoleMayWhatItMay(String method, String path, int viewer, int developer, int admin) {
        String body = path.contains("jolokia") ? "{\"type\":\"version\"}" : method.equals("GET") ? "" : YAML;
        assertThat(send(method, path, body, null).statusCode()).isEqualTo(401);
        assertThat(send(method, path, body, Role.VIEWER).statusCode()).isEqualTo(viewer);
        assertThat(send(method, path, body, Role.DEVELOPER).statusCode()).isEqualTo(developer);
        assertThat(send(method, path, body, Role.ADMIN).statusCode()).isEqualTo(admin);
    }

    @Test
    void whoeverMayNotIsToldWhichRoleItTakes() throws IOException {
        assertThat(send("DELETE", "/api/deployments/roles-it", "", Role.VIEWER).body())
                .isEqualTo("{\"error\":\"this takes an operator key of role developer; yours is viewer\"}");
        assertThat(send("POST", "/api/keys", "{\"name\":\"eve\",\"role\":\"admin\"}", Role.DEVELOPER)
                        .body())
                .isEqualTo("{\"error\":\"this takes an operator key of role admin; yours is developer\"}");
        assertThat(error(send("GET", "/api/status", "", null))).contains("skipjack keys create NAME --role viewer");
    }

    @Test
    void livenessIsToldToAnybody() {
        assertThat(send("GET", "/actuator/health/liveness", "", null).body()).contains("UP");
        assertThat(send("GET", "/actuator/health", "", null).statusCode()).isEqualTo(401);
    }

    @Test
    void noKeyOpensTheOtherPort() throws IOException {
        JsonNode made = JSON.readTree(send("POST", "/api/keys", "{\"name\":\"client\"}", Role.DEVELOPER)
                .body());
        String client = made.path("key").asText();

        assertThat(models(client)).as("taken up at once").isEqualTo(200);
        assertThat(with("GET", "/api/status", "", "Bearer " + client).statusCode())
                .isEqualTo(401);
        assertThat(models(KEYS.get(Role.ADMIN).secret())).isEqualTo(401);
        assertThat(send("DELETE", "/api/keys/" + made.path("id").asText(), "", Role.DEVELOPER)
                        .statusCode())
                .isEqualTo(200);
        assertThat(models(client)).isEqualTo(401);
    }

    @Test
    void aRevokedOperatorKeyIsRefusedWithinSeconds() {
        NewKey key = create("leaver", Role.ADMIN);
        String login = "Bearer " + key.secret();
        await().atMost(Duration.ofSeconds(5))
                .untilAsserted(
                        () -> assertThat(with("GET", "/api/status", "", login).statusCode())
                                .isEqualTo(200));
        store().revoke("leaver", Instant.now());
        await().atMost(Duration.ofSeconds(5))
                .untilAsserted(
                        () -> assertThat(with("GET", "/api/status", "", login).statusCode())
                                .isEqualTo(401));
    }

    @Test
    void everyChangeIsOnRecordWithWhoAndWhatAndWithoutSecrets() throws IOException {
        String secret = "hf_abcdefghijklmnop";
        send("PUT", "/api/deployments/audited", YAML.replace("roles-it", "audited"), Role.DEVELOPER);
        send("PUT", "/api/deployments/audited", YAML.replace("roles-it", "audited") + "# " + secret, Role.ADMIN);
        send("PUT", "/api/deployments/audited", "nonsense", Role.ADMIN);
        send("DELETE", "/api/deployments/audited", "", Role.ADMIN);
        Map<String, JsonNode> entries = new HashMap<>();
        JsonNode all = audit();
        all.forEach(entry -> {
            if (entry.path("target").asText().equals("audited")) {
                entries.put(entry.path("action").asText(), entry);
            }
        });

        assertThat(entries).containsOnlyKeys("deployment.created", "deployment.changed", "deployment.removed");
        assertThat(entries.get("deployment.created").path("who").asText())
                .isEqualTo(KEYS.get(Role.DEVELOPER).stored().id() + " (developer)");
        assertThat(entries.get("deployment.created").path("before").isNull()).isTrue();
        assertThat(entries.get("deployment.changed").path("after").asText()).contains("model: roles/it");
        assertThat(all.toString())
                .doesNotContain(secret)
                .doesNotContain(KEYS.get(Role.ADMIN).secret());
    }

    @Test
    void whatTheCommandDidToKeysIsOnRecordToo() {
        await().atMost(Duration.ofSeconds(5))
                .untilAsserted(() -> assertThat(audit().findValuesAsText("via")).contains("cli"));
    }

    private static NewKey create(String name, Role role) {
        KeyOrder order = new KeyOrder(name, role, new StoredKey.Mark(Instant.now(), "root"));
        return store().create(order, new SecureRandom(), key -> {});
    }

    private static KeyStore store() {
        return new KeyStore(router.home().resolve("data"), KeyKind.OPERATOR);
    }

    private static JsonNode audit() throws IOException {
        return JSON.readTree(send("GET", "/api/audit?since=1h&limit=1000", "", Role.VIEWER)
                        .body())
                .path("entries");
    }

    private static String error(HttpResponse<String> answer) throws IOException {
        return JSON.readTree(answer.body()).path("error").asText();
    }

    private static int models(String key) {
        return router.send(HttpRequest.newBuilder(URI.create(router.endpoint() + "/models"))
                        .header("Authorization", "Bearer " + key)
                        .build())
                .statusCode();
    }

    private static HttpResponse<String> send(String method, String path, String body, @Nullable Role role) {
        return with(
                method,
                path,
                body,
                role == null ? null : "Bearer " + KEYS.get(role).secret());
    }

    private static HttpResponse<String> with(String method, String path, String body, @Nullable String login) {
        return login == null
                ? router.operators(method, path, body, "Content-Type", "application/json")
                : router.operators(method, path, body, "Content-Type", "application/json", "Authorization", login);
    }
}
