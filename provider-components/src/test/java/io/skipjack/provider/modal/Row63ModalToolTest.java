package io.skipjack.provider.modal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.skipjack.domain.fleet.Refusal;
import io.skipjack.domain.provider.Finding;
import io.skipjack.domain.provider.ProviderUnavailableException;
import io.skipjack.domain.serverless.EndpointRequest;
import io.skipjack.provider.Requests;
import io.skipjack.provider.spi.ProviderSettings;
import io.skipjack.provider.spi.Script;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Row 63 of the fault matrix: the tool hangs, ends well with an error text, prints secrets, lies, or is not there. */
class Row63ModalToolTest {
    private static final EndpointRequest REQUEST = Requests.detailed("modal", "m");
    private static final String SECRET = "as-TopSecret-0123456789";

    @TempDir
    Path folder;

    private ModalProvider provider(String lines) throws IOException {
        return withCommand(Script.write(folder, "modal", lines).toString());
    }

    private static ModalProvider withCommand(String command) {
        Map<String, String> settings = new HashMap<>(Map.of(
                "token-id", "ak-TopSecret-0123456789",
                "token-secret", SECRET,
                "proxy-key", "wk-TopSecret-0123456789",
                "proxy-secret", "ws-TopSecret-0123456789"));
        settings.put("command", command);
        settings.put("deploy-timeout-seconds", "1");
        return new ModalProvider(ProviderSettings.of(ModalProvider.DEFINITION, settings, variable -> null));
    }

    @Test
    void aDeployThatHangsIsEndedAndItsFateUnknown() throws IOException {
        ModalProvider hangs = provider("""
                echo $$ > %s/$1
                [[ $1 == deploy ]] && { sleep 60 & wait; }
                echo '[]'""".formatted(folder));

        assertThatThrownBy(() -> hangs.deploy(REQUEST))
                .isInstanceOf(ProviderUnavailableException.class)
                .hasMessage("running modal deploy app.py, no end after 1 s");

        long pid = Long.parseLong(Files.readString(folder.resolve("deploy")).strip());
        assertThat(ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false))
                .isFalse();
    }

    @Test
    void anErrorTextWithExitCodeZeroIsNoSuccess() throws Exception {
        ModalProvider wrong = provider("""
                [[ $1 == deploy ]] && { echo 'Error: Invalid GPU type for this workspace'; exit 0; }
                echo '[]'""");

        assertThat(Requests.refusal(wrong, REQUEST).kind()).isEqualTo(Refusal.Kind.FATAL);
    }

    @Test
    void aSuccessThatNothingConfirmsIsNone() throws IOException {
        ModalProvider lies = provider("""
                [[ $1 == deploy ]] && { echo '✓ App deployed in 1.2s! 🎉'; exit 0; }
                echo '[]'""");

        assertThatThrownBy(() -> lies.deploy(REQUEST))
                .isInstanceOf(ProviderUnavailableException.class)
                .hasMessageContaining("App deployed");
    }

    @Test
    void anOldVersionIsNotTakenForTheNewOne() throws IOException {
        ModalProvider stays = provider("""
                case "$1 $2" in
                  'app list') echo '[{"app_id": "ap-1", "description": "%s", "state": "deployed"}]' ;;
                  'app history') echo '[{"version": "v1", "tag": "r0"}]' ;;
                  *) echo 'done' ;;
                esac""".formatted(Requests.NAME));

        assertThatThrownBy(() -> stays.deploy(REQUEST)).isInstanceOf(ProviderUnavailableException.class);
    }

    @Test
    void aScalingThatNothingConfirmsIsNone() throws IOException {
        ModalProvider lies = provider("""
                [[ $1 == function ]] && echo '{"web_info": {}, "min_containers": null, "max_containers": 1}'
                [[ $1 == run ]] && echo '✓ App completed.'
                exit 0""");

        assertThatCode(() -> lies.scale(Requests.ref(REQUEST), 0, 1)).doesNotThrowAnyException();
        assertThatThrownBy(() -> lies.scale(Requests.ref(REQUEST), 1, 1))
                .isInstanceOf(ProviderUnavailableException.class)
                .hasMessageContaining("App completed");
    }

    @Test
    void aDestroyThatOnlySaysSoLeavesSomething() throws Exception {
        ModalProvider lies = provider("""
                case "$1 $2" in
                  'app list') echo '[{"app_id": "ap-1", "description": "%1$s", "state": "deployed"}]' ;;
                  'volume list') echo '[{"name": "%1$s"}]' ;;
                  *) echo 'gone, all of it' ;;
                esac""".formatted(Requests.NAME));

        assertThat(lies.destroy(Requests.ref(REQUEST)).leftovers())
                .containsExactly(
                        "app %s, deployed (gone, all of it)".formatted(Requests.NAME),
                        "volume %s (gone, all of it)".formatted(Requests.NAME));
    }

    @Test
    void whatItPrintsOfOurSecretsIsNeverPassedOn() throws Exception {
        ModalProvider chatty = provider("""
                [[ $2 == logs ]] && { echo "2026-03-01 12:00:00+00:00 token $MODAL_TOKEN_SECRET"; exit 0; }
                echo "debug: $MODAL_TOKEN_ID $MODAL_TOKEN_SECRET" >&2
                exit 1""");

        assertThatThrownBy(() -> chatty.deploy(REQUEST))
                .isInstanceOf(ProviderUnavailableException.class)
                .hasMessage("deploying %s on modal, debug: *** ***".formatted(Requests.NAME));
        assertThat(chatty.logs(Requests.ref(REQUEST), Instant.EPOCH).getFirst().text())
                .isEqualTo("token ***");
        assertThat(chatty.check(null).toString()).doesNotContain("TopSecret");
    }

    @Test
    void oneThatIsNotThereIsSaidWithTheNextStep() throws Exception {
        ModalProvider none = withCommand("no-such-modal");

        assertThat(Requests.refusal(none, REQUEST).message()).contains("pip install modal");
        assertThat(none.check(null))
                .filteredOn(finding -> finding.verdict() == Finding.Verdict.FAIL)
                .extracting(Finding::fix)
                .containsExactly("pip install modal");
        assertThatThrownBy(() -> none.destroy(Requests.ref(REQUEST))).isInstanceOf(ProviderUnavailableException.class);
    }

    @Test
    void oneThatIsTooOldIsSaid() throws IOException {
        List<Finding> findings = provider("echo 'modal client version: 1.0.5'").check(null);

        assertThat(findings.getFirst().message()).isEqualTo("modal 1.0.5 is older than 1.5");
    }
}
