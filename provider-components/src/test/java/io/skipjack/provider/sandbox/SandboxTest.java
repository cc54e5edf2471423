package io.skipjack.provider.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.skipjack.domain.deployment.Tier;
import io.skipjack.live.LiveBench;
import io.skipjack.provider.sandbox.SandboxConsole.Answer;
import io.skipjack.provider.sandbox.ServerlessSettings.WhileCold;
import io.skipjack.provider.sandbox.bentocloud.FakeBentocloud;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SandboxTest {
    private final Sandbox sandbox = Sandbox.start(SandboxSettings.defaults()
            .booting(List.of(Duration.ZERO, Duration.ofSeconds(1)), Duration.ofMillis(100), WhileCold.HOLD)
            .withPace(Duration.ofMillis(1), 8));
    private final SandboxClient client = new SandboxClient(sandbox.controlUri());

    @AfterEach
    void close() {
        client.close();
        sandbox.close();
    }

    @Test
    void namesItsEnginesWithTierUriAndKey() {
        assertThat(sandbox.engines()).extracting(SandboxEngine::id).containsExactly("spot-1", "spot-2", "serverless");
        assertThat(sandbox.engines())
                .extracting(SandboxEngine::tier)
                .containsExactly(Tier.SPOT, Tier.SPOT, Tier.SERVERLESS);
        assertThat(sandbox.engines()).allSatisfy(each -> {
            assertThat(each.baseUri().toString())
                    .startsWith("http://127.0.0.1:")
                    .endsWith("/v1");
            assertThat(each.key()).isNotBlank();
        });
    }

    @Test
    void refusesConnectionsUntilBootedAsARealMachineDoes() {
        sandbox.kill("spot-2");
        sandbox.restore("spot-2");
        assertThat(sandbox.status().get(1).state()).isEqualTo("booting");
        assertThat(FakeEngineTest.refuses(sandbox.engine("spot-2"))).isTrue();
        await().atMost(Duration.ofSeconds(3))
                .until(() -> client.status().get(1).state().equals("ready"));
        assertThat(FakeEngineTest.refuses(sandbox.engine("spot-2"))).isFalse();
    }

    @Test
    void leversWorkFromAnotherProcess() {
        client.kill("spot-1");
        assertThat(FakeEngineTest.refuses(sandbox.engine("spot-1"))).isTrue();
        client.restore("spot-1");
        assertThat(client.status().getFirst().state()).isEqualTo("ready");
        client.slow("spot-1", 10);
        client.fault("spot-1", Fault.resetAfterTokens(5).times(2).whenBodyContains("x"));
        assertThat(sandbox.engine("spot-1").faults())
                .containsExactly(Fault.resetAfterTokens(5).times(2).whenBodyContains("x"));
        assertThat(client.status().getFirst().slowdown()).isEqualTo(10);
        client.interrupt("spot-1", Duration.ofSeconds(100));
        assertThat(client.status().getFirst().state()).isEqualTo("draining");
        client.restore("spot-1");
        assertThat(client.status().getFirst())
                .isEqualTo(sandbox.status().getFirst())
                .satisfies(each -> assertThat(each.state()).isEqualTo("ready"))
                .satisfies(each -> assertThat(each.faults()).isEmpty());
    }

    @Test
    void anInterruptedEngineIsKilledAfterItsNotice() {
        client.interrupt("spot-1", Duration.ofMillis(100));
        await().atMost(Duration.ofSeconds(3))
                .until(() -> client.status().getFirst().state().equals("dead"));
    }

    @Test
    void failsInOneSentence() {
        assertThatThrownBy(() -> client.kill("spot-9"))
                .hasMessage("There is no engine spot-9 in the sandbox, only spot-1, spot-2, serverless.");
        assertThatThrownBy(() -> client.slow("spot-1", -1)).hasMessageContaining("must be above 0");
        try (SandboxClient nobody = new SandboxClient(URI.create("http://127.0.0.1:1"))) {
            assertThatThrownBy(nobody::status)
                    .hasMessage(
                            "No sandbox answers at http://127.0.0.1:1; start one with: skipjack sandbox serve, or skipjack demo.");
        }
    }

    @Test
    void takesNoCommandsFromWebPages() throws Exception {
        try (RawClient page = new RawClient(sandbox.controlUri().getPort())) {
            page.post("/sandbox/engines/spot-1/kill", "{}", "origin: http://evil.example", "connection: close");
            assertThat(page.readAll().text()).startsWith("HTTP/1.1 403 ");
        }
        assertThat(sandbox.engine("spot-1").phase()).isEqualTo(FakeEngine.Phase.READY);
    }

    @Test
    void understandsTypedLines() {
        SandboxConsole console = new SandboxConsole(client);

        assertThat(console.run("kill spot-1")).isEqualTo(new Answer(true, "spot-1 is killed."));
        assertThat(console.run("  restore spot-1 ").ok()).isTrue();
        assertThat(console.run("slow spot-1 10").text()).isEqualTo("spot-1 is 10 times slower.");
        assertThat(console.run("fault spot-1 reset-after 5 --times 1").text())
                .isEqualTo("spot-1 now has the fault reset-after-tokens 5 x1.");
        assertThat(console.run("fault spot-1 finish-reason 3 error").ok()).isTrue();
        assertThat(sandbox.engine("spot-1").faults())
                .containsExactly(Fault.resetAfterTokens(5).times(1), Fault.finishReason("error", 3));
        assertThat(console.run("engines").text()).contains("spot-1 ", "serverless ", "cold", "reset-after-tokens 5 x1");
        assertThat(console.run("clear spot-1").ok()).isTrue();
        assertThat(console.run("interrupt spot-1 --notice 120s").text())
                .isEqualTo("spot-1 takes nothing new and ends in 120.0 s.");
        assertThat(console.run("help").text()).contains("interrupt ID");
        assertThat(console.run("faults").text().lines()).hasSameSizeAs(FaultKind.values());
        assertThat(console.run("")).isEqualTo(new Answer(true, ""));
    }

    @Test
    void saysWhatIsWrongInOneSentence() {
        SandboxConsole console = new SandboxConsole(sandbox);

        assertThat(console.run("kil spot-1"))
                .isEqualTo(new Answer(false, "There is no command kil; the nearest is kill."));
        assertThat(console.run("fault spot-1 rest-after"))
                .isEqualTo(new Answer(false, "There is no fault rest-after; the nearest is reset-after-bytes."));
        assertThat(console.run("slow spot-1 fast")).isEqualTo(new Answer(false, "fast is no number."));
        assertThat(console.run("kill"))
                .isEqualTo(new Answer(false, "This needs an engine or instance; type help for the commands."));
        assertThat(console.run("interrupt spot-1 --notice soon"))
                .isEqualTo(new Answer(false, "soon is no time; write it like 120s, 2m or 500ms."));
        assertThat(console.run("kill spot-1 --now 1")).isEqualTo(new Answer(false, "There is no option --now here."));
    }

    @Test
    void leavesNoProviderOpenWhenItsPortIsTakenMeanwhile() throws IOException {
        int port = LiveBench.freePort();
        AtomicReference<URI> provider = new AtomicReference<>();
        try (ServerSocket other = new ServerSocket()) {
            SandboxSettings settings = SandboxSettings.defaults()
                    .booting(List.of(), Duration.ZERO, WhileCold.HOLD)
                    .onPorts(port)
                    .withFarEnds(
                            List.of(pace -> {
                                FakeApi made = new FakeBentocloud(pace);
                                provider.set(made.uri());
                                listen(other, port);
                                return made;
                            }),
                            15);
            assertThatThrownBy(() -> Sandbox.start(settings)).hasMessageContaining("listening on port " + port);
        }
        assertThatThrownBy(() -> new Socket("127.0.0.1", provider.get().getPort()).close())
                .isInstanceOf(ConnectException.class);
    }

    private static void listen(ServerSocket socket, int port) {
        try {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress("127.0.0.1", port));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
