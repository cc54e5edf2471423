package io.skipjack.app.operators;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.skipjack.app.Router;
import io.skipjack.app.RouterOptions;
import io.skipjack.app.StartException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Fault 41, beyond loopback: nothing without a login, and no port at all without a password. */
class OperatorsLoginIT {
    private static final RouterOptions EVERYWHERE = RouterOptions.NONE.with("server.address", "0.0.0.0");

    @TempDir
    Path folder;

    @Test
    void nothingIsShownWithoutTheLogin() throws Exception {
        RouterOptions options = EVERYWHERE.with("skipjack.operators.password", "correct horse battery");
        try (RunningRouter router = RunningRouter.start(folder, options)) {
            assertThat(router.get("/health").statusCode()).isEqualTo(401);
            assertThat(router.get("/jolokia/version").statusCode()).isEqualTo(401);
            assertThat(router.get("/hawtio/").statusCode()).isEqualTo(401);
            assertThat(router.get("/health", "Authorization", basic("wrong horse battery"))
                            .statusCode())
                    .isEqualTo(401);
            assertThat(router.get("/prometheus").statusCode()).isEqualTo(401);
            assertThat(router.get("/health/readiness").body())
                    .as("load balancers have no login")
                    .isEqualTo("{\"status\":\"UP\"}");
            assertThat(router.get("/health/liveness").body()).isEqualTo("{\"status\":\"UP\"}");
            assertThat(router.get("/info", "Authorization", basic("correct horse battery"))
                            .statusCode())
                    .isEqualTo(200);
            assertThat(router.get("/../api/events/stream").statusCode()).isEqualTo(401);
            assertThat(router.get("/../api/status/stream").statusCode()).isEqualTo(401);
            assertThat(firstLine(router, "/../api/events/stream")).isEqualTo("retry: 2000");
        }
    }

    @Test
    void aPortThatOthersReachDoesNotOpenWithoutAPassword() throws IOException {
        RouterOptions options = RunningRouter.on(folder, EVERYWHERE);

        assertThatThrownBy(() -> Router.start(options).close())
                .isInstanceOf(StartException.class)
                .hasMessageContaining("SKIPJACK_OPERATORS_PASSWORD");
    }

    private static String firstLine(RunningRouter router, String path) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create(router.router().operators() + path).normalize())
                .header("Authorization", basic("correct horse battery"))
                .build();
        try (InputStream body =
                router.client().send(request, BodyHandlers.ofInputStream()).body()) {
            return new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8)).readLine();
        }
    }

    private static String basic(String password) {
        byte[] login = ("operator:" + password).getBytes(StandardCharsets.UTF_8);
        return "Basic " + Base64.getEncoder().encodeToString(login);
    }
}
