package io.skipjack.provider.cerebrium;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.skipjack.domain.fleet.Refusal;
import io.skipjack.domain.provider.Finding;
import io.skipjack.domain.provider.ProviderUnavailableException;
import io.skipjack.domain.serverless.DeployOutcome;
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

        assertThatThrownBy(() -> hangs.deploy(Requests.of("m")))
                .isInstanceOf(ProviderUnavailableException.class)
                .hasMessage("running cerebrium deploy -y, no end after 1 s");

        long pid = Long.parseLong(Files.readString(folder.resolve("pid")).strip());
        assertThat(ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false))
                .isFalse();
    }

    @Test
    void anErrorTextWithExitCodeZeroIsNoSuccess() throws IOException {
        assertThat(refusal(provider("echo 'Error: API error (402): gpu_count exceeds the limit of your plan'"))
                        .kind())
                .isEqualTo(Refusal.Kind.QUOTA);
        assertThat(refusal(provider("echo 'Error: unknown flag: --detach'")).kind())
                .isEqualTo(Refusal.Kind.FATAL);
    }

    @Test
    void aSuccessThatTheApiDoesNotKnowIsNone() throws IOException {
        CerebriumProvider lies = provider("echo '✓ Build started in detached mode'; echo '  Build ID: build-1'");

        assertThatThrownBy(() -> lies.deploy(Requests.of("m")))
                .isInstanceOf(ProviderUnavailableException.class)
                .hasMessageContaining("Build started");
        assertThat(farEnd.inventory()).isEmpty();
    }

    @Test
    void whatItPrintsOfOurSecretsIsNeverPassedOn() throws IOException {
        CerebriumProvider chatty = provider("echo \"debug: Bearer $CEREBRIUM_SERVICE_ACCOUNT_TOKEN\" >&2; exit 1");
        String token = farEnd.routerKeys().getOrDefault("token", "");

        assertThatThrownBy(() -> chatty.deploy(Requests.of("m")))
                .isInstanceOf(ProviderUnavailableException.class)
                .hasMessageEndingWith("on cerebrium, debug: Bearer ***");
        assertThat(chatty.check(null).toString()).doesNotContain(token);
    }

    @Test
    void oneThatIsNotThereIsSaidWithTheNextStep() {
        CerebriumProvider none = withCommand("no-such-cerebrium");

        assertThat(refusal(none).message()).contains("pip install cerebrium");
        assertThat(none.check(null))
                .filteredOn(finding -> finding.verdict() == Finding.Verdict.FAIL)
                .extracting(Finding::fix)
                .containsExactly("pip install cerebrium");
    }

    /** What the tool is not needed for goes on without it. */
    @Test
    void anEndpointIsDestroyedWithoutTheTool() throws Exception {
        withCommand(farEnd.routerKeys().getOrDefault("command", "")).deploy(Requests.of("m"));
        assertThat(farEnd.inventory()).isNotEmpty();

        assertThat(withCommand("no-such-cerebrium").destroy(Requests.ref()).isGone())
                .isTrue();

        assertThat(farEnd.inventory()).isEmpty();
    }

    private static Refusal refusal(CerebriumProvider provider) {
        try {
            return ((DeployOutcome.Refused) provider.deploy(Requests.of("m"))).refusal();
        } catch (ProviderUnavailableException unexpected) {
            throw new AssertionError(unexpected);
        }
    }
}
