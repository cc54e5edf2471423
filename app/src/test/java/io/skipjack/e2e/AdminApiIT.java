package io.skipjack.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.Logger;

/** The admin API over the real operators' port: what it answers, what it edits, and whom it refuses. */
class AdminApiIT {
    private static final TestRouter ROUTER = TestRouter.shared();
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String YAML =
            "name: admin-it\nmodel: admin/it\nserverless: {urls: ['http://127.0.0.1:9/v1']}\n";

    @AfterEach
    void nothingIsLeft() throws IOException {
        Files.deleteIfExists(file());
    }

    @Test
    void aDeploymentIsPutServedShownAndRemoved() throws IOException {
        HttpResponse<String> put = send("PUT", "/api/deployments/admin-it", YAML);
        assertThat(put.statusCode()).as(put.body()).isEqualTo(200);
        assertThat(put.body()).isEqualTo("{\"name\":\"admin-it\",\"file\":\"admin-it.yaml\",\"created\":true}");
        assertThat(Files.readString(file())).isEqualTo(YAML);
        assertThat(ROUTER.get("/v1/models").body()).contains("\"admin/it\"");

        HttpResponse<String> shown = send("GET", "/api/deployments/admin-it", "");
        assertThat(shown.body()).isEqualTo(YAML);
        assertThat(shown.headers().firstValue("content-type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("application/yaml"));
        assertThat(send("GET", "/api/deployments", "").body())
                .contains("\"name\":\"admin-it\"", "\"serverless-1\"")
                .doesNotContain("127.0.0.1");
        assertThat(send("PUT", "/api/deployments/admin-it", YAML).body()).contains("\"created\":false");

        assertThat(send("DELETE", "/api/deployments/admin-it", "").statusCode()).isEqualTo(200);
        assertThat(file()).doesNotExist();
        assertThat(ROUTER.get("/v1/models").body()).doesNotContain("\"admin/it\"");
        assertThat(send("DELETE", "/api/deployments/admin-it", "").statusCode()).isEqualTo(404);
        assertThat(send("GET", "/api/deployments/admin-it", "").body())
                .isEqualTo("{\"error\":\"there is no deployment 'admin-it'\"}");
    }

    @Test
    void statusSaysWhatIsServedAndHowTheFleetDoes() throws IOException {
        send("PUT", "/api/deployments/admin-it", YAML);
        HttpResponse<String> answer = send("GET", "/api/status", "");
        JsonNode status = JSON.readTree(answer.body());

        assertThat(answer.headers().firstValue("content-type")).contains("application/json");
        assertThat(answer.headers().firstValue("cache-control"))
                .hasValueSatisfying(control -> assertThat(control).contains("no-store"));
        assertThat(status.path("store").asText()).isIn("none", "up");
        assertThat(status.path("leader").has("here")).isTrue();
        assertThat(status.path("problems").isArray()).isTrue();
        assertThat(status.path("deployments").findValuesAsText("name")).contains("admin-it");
        assertThat(status.path("endpoint").asText()).isEqualTo(ROUTER.endpoint().toString());
        assertThat(status.path("deployments").toString())
                .as("where an upstream is stays the router's own")
                .doesNotContain("127.0.0.1");
    }

    @Test
    void aMistakeIsAnsweredAsTheFileWouldBe() throws IOException {
        HttpResponse<String> answer = send("PUT", "/api/deployments/admin-it", "name: admin-it\nmodle: m\n");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(JSON.readTree(answer.body()).path("error").asText())
                .endsWith("admin-it.yaml:2: unknown key 'modle'; did you mean 'model'?");
        assertThat(file()).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/yaml", "application/json", "application/octet-stream"})
    void aBodyIsYamlWhateverItsTypeSays(String type) throws IOException {
        HttpResponse<String> answer = send("PUT", "/api/deployments/admin-it", YAML, "Content-Type", type);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(Files.readString(file())).isEqualTo(YAML);
    }

    /** What a page of any site may send without asking, and curl sends unless told otherwise. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/x-www-form-urlencoded",
                "APPLICATION/x-www-form-urlencoded; charset=utf-8",
                "multipart/form-data; boundary=x",
                "text/plain"
            })
    void aFormIsRefusedWithAWayOut(String type) {
        HttpResponse<String> answer = send("PUT", "/api/deployments/admin-it", YAML, "Content-Type", type);

        assertThat(answer.statusCode()).isEqualTo(415);
        assertThat(answer.body()).startsWith("{\"error\":\"").contains("Content-Type: application/yaml");
        assertThat(file()).doesNotExist();
    }

    @Test
    void aBodyBeyondBoundsIsRefused() {
        assertThat(send("PUT", "/api/deployments/admin-it", "#".repeat((1 << 20) + 1))
                        .statusCode())
                .isEqualTo(413);
        assertThat(send("PUT", "/api/deployments/admin-it", "").statusCode()).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "..%2f..%2fescape",
                "%2e%2e",
                ".hidden",
                "a%00b",
                "a%2fb",
                "a/b",
                "",
                "-x",
            })
    void aNameIsNoWayOutOfTheFolder(String name) throws IOException {
        HttpResponse<String> answer = send("PUT", "/api/deployments/" + name, YAML);

        assertThat(answer.statusCode()).as(answer.body()).isIn(400, 404);
        assertThat(ROUTER.home().resolve("escape.yaml")).doesNotExist();
        assertThat(file()).doesNotExist();
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /api, 404",
        "GET, /api/, 404",
        "GET, /api/nothing, 404",
        "PUT, /api/status, 404",
        "DELETE, /api/deployments, 404",
        "POST, /api/deployments/admin-it, 405",
        "POST, /api/deployments/nobody/retry, 404",
        "PATCH, /api/deployments/admin-it, 405",
        "HEAD, /api/status, 405",
        "OPTIONS, /api/deployments/admin-it, 405",
    })
    void thereIsNothingElse(String method, String path, int status) throws IOException {
        assertThat(send(method, path, method.equals("HEAD") ? "" : YAML).statusCode())
                .isEqualTo(status);
        assertThat(file()).doesNotExist();
    }

    /** A page of another site can make a browser send this; what tells it apart is its origin. */
    @ParameterizedTest
    @ValueSource(strings = {"http://evil.example", "null", "http://127.0.0.1:1", "http://localhost"})
    void aPageOfAnotherSiteChangesNothing(String origin) throws IOException {
        send("PUT", "/api/deployments/admin-it", YAML);

        assertThat(send("PUT", "/api/deployments/admin-it", "x", "Origin", origin)
                        .statusCode())
                .isEqualTo(403);
        assertThat(send("DELETE", "/api/deployments/admin-it", "", "Origin", origin)
                        .statusCode())
                .isEqualTo(403);
        assertThat(send("OPTIONS", "/api/deployments/admin-it", "", "Origin", origin)
                        .statusCode())
                .isEqualTo(403);
        assertThat(send("GET", "/api/status", "", "Origin", origin).statusCode())
                .isEqualTo(403);
        assertThat(Files.readString(file())).isEqualTo(YAML);
    }

    @Test
    void anotherNameForThisMachineIsRefused() {
        try (RawClient client = RawClient.connect(ROUTER.operatorPort())) {
            RawReply reply = client.send("GET /api/status HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n")
                    .reply();
            assertThat(reply.status()).isEqualTo(403);
            assertThat(reply.body()).doesNotContain("deployments");
        }
    }

    /** Each of them left a stack trace, or a NullPointerException of a response that was taken back. */
    @Test
    void clientsThatLeaveBeforeTheirAnswerLeaveNothingInTheLog() throws IOException {
        try (LogLines lines = new LogLines(Logger.ROOT_LOGGER_NAME)) {
            for (int i = 0; i < 200; i++) {
                Socket socket = new Socket(InetAddress.getLoopbackAddress(), ROUTER.operatorPort());
                socket.setSoLinger(true, 0);
                socket.getOutputStream()
                        .write("GET /api/status HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.UTF_8));
                LockSupport.parkNanos(TimeUnit.MICROSECONDS.toNanos(20L * i));
                socket.close();
            }
            assertThat(send("GET", "/api/status", "").statusCode()).isEqualTo(200);

            assertThat(lines.events(""))
                    .filteredOn(line -> line.getLevel().isGreaterOrEqual(Level.WARN))
                    .filteredOn(line -> line.getThrowableProxy() != null
                            || line.getFormattedMessage().contains("response"))
                    .isEmpty();
        }
    }

    @Test
    void clientsPortHasNoAdminApi() {
        assertThat(ROUTER.get("/api/status").statusCode()).isEqualTo(404);
    }

    @Test
    void whatAClientSendsDoesNotComeBack() {
        HttpResponse<String> answer =
                send("GET", "/api/status", "", "Authorization", "Basic Y2FuYXJ5", "X-Canary", "canary");

        assertThat(answer.headers().map().toString())
                .doesNotContainIgnoringCase("canary")
                .doesNotContain("Y2FuYXJ5");
    }

    @Test
    void beyondLoopbackNothingIsAnsweredWithoutTheLogin() throws IOException {
        String password = "correct horse battery";
        try (TestRouter router =
                TestRouter.start(Map.of("server.address", "0.0.0.0", "skipjack.operators.password", password))) {
            Path file = router.home().resolve("deployments/admin-it.yaml");
            for (String login : new String[] {"", basic("wrong horse battery")}) {
                assertThat(router.operators("GET", "/api/status", "", headers(login))
                                .statusCode())
                        .isEqualTo(401);
                assertThat(router.operators("PUT", "/api/deployments/admin-it", YAML, headers(login))
                                .statusCode())
                        .isEqualTo(401);
                assertThat(router.operators("DELETE", "/api/deployments/admin-it", "", headers(login))
                                .statusCode())
                        .isEqualTo(401);
            }
            assertThat(file).doesNotExist();
            assertThat(router.operators("PUT", "/api/deployments/admin-it", YAML, headers(basic(password)))
                            .statusCode())
                    .isEqualTo(200);
            assertThat(router.operators(
                                    "DELETE",
                                    "/api/deployments/admin-it",
                                    "",
                                    "Authorization",
                                    basic(password),
                                    "Origin",
                                    "http://evil.example")
                            .statusCode())
                    .isEqualTo(403);
            assertThat(file).exists();
        }
    }

    private static String[] headers(String login) {
        return login.isEmpty() ? new String[0] : new String[] {"Authorization", login};
    }

    private static String basic(String password) {
        byte[] login = ("operator:" + password).getBytes(StandardCharsets.UTF_8);
        return "Basic " + Base64.getEncoder().encodeToString(login);
    }

    private static Path file() {
        return ROUTER.home().resolve("deployments/admin-it.yaml");
    }

    private static HttpResponse<String> send(String method, String path, String body, String... headers) {
        return ROUTER.operators(method, path, body, headers);
    }
}
