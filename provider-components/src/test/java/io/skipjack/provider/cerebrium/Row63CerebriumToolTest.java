package io.skipjack.provider.cerebrium;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.skipjack.domain.fleet.Refusal;
import io.skipjack.domain.provider.Finding;
import io.skipjack.domain.provider.ProviderUnavailableException;
import io.skipjack.domain.serverless.EndpointRequest;
import io.skipjack.provider.Requests;
import io.skipjack.provider.sandbox.FarEndSettings;
import io.skipjack.provider.sandbox.cerebrium.FakeCerebrium;
import io.skipjack.provider.spi.ProviderSettings;
import io.skipjack.provider.spi.Script;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Row 63 of the fault matrix, with Cerebrium's API as it should be and its tool as it should not. */
class Row63CerebriumToolTest {
    private static final EndpointRequest REQUEST = Requests.detailed("cerebrium", "m");

    @TempDir
    Path folder;

    private FakeCerebrium farEnd;

    @BeforeEach
    void start() {
        farEnd = new FakeCerebrium(FarEndSettings.quick());
    }

    @AfterEach
    void close() {
        farEnd.close();
    }

    private CerebriumProvider provider(String lines) throws IOException {
        return withCommand(Script.write(folder, "cerebrium", lines).toString());
    }

    private CerebriumProvider withCommand(String command) {
        Map<String, String> settings = new HashMap<>(farEnd.routerKeys());
        settings.put("command", command);
        settings.put("deploy-timeout-seconds", "1");
        return new CerebriumProvider(ProviderSettings.of(CerebriumProvider.DEFINITION, settings, variable -> null));
    }

    @Test
    void anUploadThatHangsIsEndedAndItsFateUnknown() throws IOException {
        CerebriumProvider hangs = provider("echo $$ > %s/pid; sleep 60 & wait".formatted(folder));

        assertThatThrownBy(() -> hangs.deploy(REQUEST))
                .isInstanceOf(ProviderUnavailableException.class)
                .hasMessage("running cerebrium deploy -y, no end after 1 s");

        long pid = Long.parseLong(Files.readString(folder.resolve("pid")).strip());
        assertThat(ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false))
                .isFalse();
    }

    @Test
    void anErrorTextWithExitCodeZeroIsNoSuccess() throws Exception {
        assertThat(Requests.refusal(
                                provider("echo 'Error: API error (402): gpu_count exceeds the limit of your plan'"),
                                REQUEST)
                        .kind())
                .isEqualTo(Refusal.Kind.QUOTA);
        assertThat(Requests.refusal(provider("echo 'Error: unknown flag: --detach'"), REQUEST)
                        .kind())
                .isEqualTo(Refusal.Kind.FATAL);
    }

    @Test
    void aSuccessThatTheApiDoesNotKnowIsNone() throws IOException {
        CerebriumProvider lies = provider("echo '✓ Build started in detached mode'; echo '  Build ID: build-1'");

        assertThatThrownBy(() -> lies.deploy(REQUEST))
                .isInstanceOf(ProviderUnavailableException.class)
                .hasMessageContaining("Build started");
        assertThat(farEnd.inventory()).isEmpty();
    }

    @Test
    void whatItPrintsOfOurSecretsIsNeverPassedOn() throws IOException {
        CerebriumProvider chatty = provider("echo \"debug: Bearer $CEREBRIUM_SERVICE_ACCOUNT_TOKEN\" >&2; exit 1");
        String token = farEnd.routerKeys().getOrDefault("token", "");

        assertThatThrownBy(() -> chatty.deploy(REQUEST))
                .isInstanceOf(ProviderUnavailableException.class)
                .hasMessageEndingWith("on cerebrium, debug: Bearer ***");
        assertThat(chatty.check(null).toString()).doesNotContain(token);
    }

    @Test
    void oneThatIsNotThereIsSaidWithTheNextStep() throws Exception {
        CerebriumProvider none = withCommand("no-such-cerebrium");

        assertThat(Requests.refusal(none, REQUEST).message()).contains("pip install cerebrium");
        assertThat(none.check(null))
                .filteredOn(finding -> finding.verdict() == Finding.Verdict.FAIL)
                .extracting(Finding::fix)
                .containsExactly("pip install cerebrium");
    }

    /** What the tool is not needed for goes on without it. */
    @Test
    void anEndpointIsDestroyedWithoutTheTool() throws Exception {
        withCommand(farEnd.routerKeys().getOrDefault("command", "")).deploy(REQUEST);
        assertThat(farEnd.inventory()).isNotEmpty();

        assertThat(withCommand("no-such-cerebrium")
                        .destroy(Requests.ref(REQUEST))
                        .isGone())
                .isTrue();

        assertThat(farEnd.inventory()).isEmpty();
    }
}
