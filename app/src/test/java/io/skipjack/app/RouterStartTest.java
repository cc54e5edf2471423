package io.skipjack.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RouterStartTest {
    @TempDir
    Path config;

    @Test
    void anUnknownKeyIsNamedWithItsLineAndTheNearestKnownOne() throws IOException {
        assertThat(failure("skipjack:\n  hold:\n    deadlne: 3s\n"))
                .isEqualTo("unknown key 'skipjack.hold.deadlne' (application.yaml, line 3);"
                        + " did you mean 'skipjack.hold.deadline'?");
    }

    @Test
    void anUnknownSectionIsNamedWithItsLineAndTheNearestKnownOne() throws IOException {
        assertThat(failure("skipjak:\n  hold:\n    deadline: 3s\n"))
                .isEqualTo("unknown section 'skipjak' (application.yaml, line 3); did you mean 'skipjack'?");
    }

    @Test
    void aValueOfTheWrongTypeIsNamedWithWhatIsAllowed() throws IOException {
        assertThat(failure("skipjack:\n  hold:\n    deadline: soon\n"))
                .isEqualTo("skipjack.hold.deadline is 'soon', which is not a duration such as 500ms, 30s or 5m"
                        + " (application.yaml, line 3)");
    }

    @Test
    void aValueOutOfRangeIsNamedWithTheRange() throws IOException {
        assertThat(failure("skipjack:\n  retry:\n    budget-percent: 150\n"))
                .isEqualTo("skipjack.retry.budget-percent is '150' and must be less than or equal to 100"
                        + " (application.yaml, line 3)");
    }

    @Test
    void keysThatContradictEachOtherAreNamed() throws IOException {
        assertThat(failure("skipjack:\n  ejection:\n    max: 1s\n"))
                .isEqualTo("skipjack.ejection.max must be at least ejection.base");
    }

    @Test
    void aSecretPastedInPlaceOfAReferenceIsNotRepeated() throws IOException {
        assertThat(failure("skipjack:\n  ec2:\n    engine-key: canary\n"))
                .startsWith("skipjack.ec2.engine-key must say where the key is")
                .doesNotContain("canary");
    }

    @Test
    void aProviderThatThereIsNotIsNamedAndItsKeyNotRepeated() throws IOException {
        Files.writeString(
                config.resolve("application.yaml"), "skipjack:\n  providers:\n    elsewhere: { api-key: canary }\n");
        Path deployments = Files.createDirectory(config.resolve("deployments"));

        assertThat(failure(served().with("skipjack.deployments-dir", deployments)))
                .startsWith("unknown provider 'elsewhere' under skipjack.providers")
                .doesNotContain("canary");
    }

    @Test
    void brokenYamlIsNamedWithItsLine() throws IOException {
        assertThat(failure("skipjack:\n  hold: [\n")).startsWith("application.yaml is not valid YAML at line 3");
    }

    @Test
    void aTakenOperatorsPortIsNamedWithTheFlagToChangeIt() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThat(failure(served().with("server.port", taken.getLocalPort())))
                    .startsWith("port " + taken.getLocalPort() + " for operators is taken")
                    .contains("--operator-port");
        }
    }

    @Test
    void aTakenPortForClientsIsNamedWithTheFlagToChangeIt() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThat(failure(served().with("skipjack.listen.port", taken.getLocalPort())))
                    .startsWith("port " + taken.getLocalPort() + " for clients is taken")
                    .contains("--port");
        }
    }

    @Test
    void aDamagedKeysFileIsNamedWithAWayOut() throws IOException {
        Files.writeString(config.resolve("keys.json"), "nonsense");

        assertThat(failure(served())).startsWith("the keys in " + config.resolve("keys.json") + " are damaged");
    }

    @Test
    void aBrokenRouteIsNamedWithItsLine() throws IOException {
        Files.writeString(config.resolve("x.camel.yaml"), "- route:\n    id: x\n    frm: {}\n");

        assertThat(failure(served().with("skipjack.live.routes-dir", config))).contains("x.camel.yaml");
    }

    @Test
    void aCheckFindsNothingWrongWithWhatIsShippedAndOpensNoStore() throws IOException {
        assertThat(Router.check(served())).isEmpty();
        assertThat(config.resolve("skipjack.db")).doesNotExist();
    }

    @Test
    void aDamagedStoreIsNamedWithAWayOut() throws IOException {
        Files.writeString(config.resolve("skipjack.db"), "nonsense");

        assertThat(failure(served()))
                .startsWith("the fleet's memory in " + config.resolve("skipjack.db") + " is damaged");
    }

    @Test
    void aCheckNamesEveryBrokenFile() throws IOException {
        Files.writeString(config.resolve("x.camel.yaml"), "- route:\n    id: x\n    frm: {}\n");
        assertThat(Router.check(served().with("skipjack.live.routes-dir", config)))
                .anySatisfy(problem -> assertThat(problem).contains("x.camel.yaml"));

        Files.writeString(config.resolve("rack.yaml"), "nome: a\n");
        assertThat(Router.check(served()))
                .anySatisfy(problem -> assertThat(problem).contains("rack.yaml:1: unknown key 'nome'"));
    }

    /** All as shipped, but nothing outside the test's folder. */
    private RouterOptions served() {
        return RouterOptions.NONE
                .withConfig(config)
                .with("skipjack.listen.host", "127.0.0.1")
                .with("skipjack.listen.port", 0)
                .with("server.port", 0)
                .with("skipjack.deployments-dir", config)
                .with("skipjack.data-dir", config)
                .with("skipjack.live.routes-dir", Path.of("../routes"))
                .with("skipjack.live.kamelets-dir", Path.of("../kamelets"));
    }

    private String failure(String yaml) throws IOException {
        Files.writeString(config.resolve("application.yaml"), yaml);
        return failure(served());
    }

    private static String failure(RouterOptions options) {
        StartException[] failure = new StartException[1];
        assertThatThrownBy(() -> Router.start(options).close())
                .isInstanceOfSatisfying(StartException.class, thrown -> failure[0] = thrown);
        return String.valueOf(failure[0].getMessage());
    }
}
