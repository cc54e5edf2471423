package io.skipjack.app.operators;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.skipjack.app.RouterOptions;
import io.skipjack.app.StartException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Fault 41, on loopback: what is there, and what is refused. */
class OperatorsPortIT {
    private static final String CONTEXT = "org.apache.camel:context=skipjack,type=context,name=\\\"skipjack\\\"";

    @TempDir
    static Path folder;

    @SuppressWarnings("NullAway.Init")
    private static RunningRouter router;

    @BeforeAll
    static void start() throws IOException, StartException {
        System.setProperty("skipjack.test.canary", "canary-41");
        router = RunningRouter.start(folder, RouterOptions.NONE);
    }

    @AfterAll
    static void stop() {
        System.clearProperty("skipjack.test.canary");
        router.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/health", "/info", "/metrics", "/prometheus", "/camelroutes", "/hawtio/", "/jolokia/version"})
    void whatOperatorsNeedIsThere(String path) throws Exception {
        assertThat(router.get(path).statusCode()).isIn(200, 503);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/env",
                "/beans",
                "/configprops",
                "/heapdump",
                "/threaddump",
                "/loggers",
                "/mappings",
                "/shutdown"
            })
    void whatShowsConfigurationOrMemoryIsNot(String path) throws Exception {
        assertThat(router.get(path).statusCode()).isEqualTo(404);
    }

    @Test
    void aRouteCannotBeStopped() throws Exception {
        assertThat(router.post("/camelroutes/listen@1/stop", "").statusCode()).isGreaterThanOrEqualTo(400);
    }

    @Test
    void hawtioFindsTheRoutes() throws Exception {
        assertThat(jolokia("{'type':'search','mbean':'org.apache.camel:type=routes,*'}"))
                .contains("inference@")
                .contains("\"status\":200");
    }

    @Test
    void hawtioMayHaveARouteDescribed() throws Exception {
        String route = "org.apache.camel:context=*,type=routes,name=\\\"inference@1\\\"";
        String name = jolokia("{'type':'search','mbean':'" + route + "'}").replaceAll(".*context=([^,]+),.*", "$1");

        assertThat(jolokia("{'type':'exec','mbean':'" + route.replace("*", name) + "','operation':'dumpRouteAsXml()'}"))
                .contains("\"status\":200")
                .contains("spot-first");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'type':'exec','mbean':'java.lang:type=Memory','operation':'gc'}",
                "{'type':'exec','mbean':'" + CONTEXT + "','operation':'stop()'}",
                "{'type':'exec','mbean':'com.sun.management:type=DiagnosticCommand','operation':'vmSystemProperties'}",
                "{'type':'write','mbean':'java.lang:type=Memory','attribute':'Verbose','value':true}",
                "{'type':'write','mbean':'io.skipjack:type=Fleet','attribute':'Wanted','value':9}",
                "{'type':'exec','mbean':'io.skipjack:type=Fleet','operation':'getWanted'}",
                "{'type':'read','mbean':'java.lang:type=Runtime','attribute':'SystemProperties'}"
            })
    void jolokiaChangesNothingAndKeepsSecrets(String request) throws Exception {
        assertThat(jolokia(request)).contains("\"status\":403").doesNotContain("canary-41");
    }

    @Test
    void readingAllAttributesDoesNotGetAroundTheRefusal() throws Exception {
        assertThat(jolokia("{'type':'read','mbean':'java.lang:type=Runtime','config':{'ignoreErrors':'true'}}"))
                .doesNotContain("canary-41");
    }

    @Test
    void jolokiaReachesNoOtherMachine() throws Exception {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            other.setSoTimeout(200);
            jolokia("{'type':'read','mbean':'java.lang:type=Memory','target':"
                    + "{'url':'service:jmx:rmi:///jndi/rmi://127.0.0.1:" + other.getLocalPort() + "/jmxrmi'}}");

            assertThatThrownBy(other::accept).isInstanceOf(SocketTimeoutException.class);
        }
    }

    @Test
    void hawtioReachesNoOtherAddress() throws Exception {
        assertThat(router.get("/hawtio/proxy/http/127.0.0.1/9/x").statusCode()).isEqualTo(403);
    }

    @Test
    void aPageOfAnotherSiteIsRefused() throws Exception {
        assertThat(router.get("/health", "Origin", "http://evil.example").statusCode())
                .isEqualTo(403);
        assertThat(router.get("/health", "Origin", "null").statusCode()).isEqualTo(403);
    }

    @Test
    void healthHasAGroupPerDeployment() throws Exception {
        assertThat(router.get("/health/deployments/rack").body())
                .contains("\"spot-1\":\"not ready\"", "\"serverless-1\":\"ready\"", "DEGRADED")
                .contains("spot: no upstream takes requests: spot-1 is not ready")
                .doesNotContain("127.0.0.1:9");
    }

    @Test
    void aBadDeploymentFileIsReportedWithFileAndLine() throws Exception {
        Files.writeString(folder.resolve("rack.yaml"), "nome: rack\n");
        await().atMost(Duration.ofSeconds(5))
                .untilAsserted(() ->
                        assertThat(router.get("/health/deploymentFiles").body()).contains("rack.yaml:1: unknown key"));

        Files.writeString(folder.resolve("rack.yaml"), RunningRouter.DEPLOYMENT);
        await().atMost(Duration.ofSeconds(5))
                .untilAsserted(() ->
                        assertThat(router.get("/health/deploymentFiles").body()).contains("\"UP\""));
    }

    private static String jolokia(String request) throws Exception {
        return router.post("/jolokia", request.replace('\'', '"')).body();
    }
}
