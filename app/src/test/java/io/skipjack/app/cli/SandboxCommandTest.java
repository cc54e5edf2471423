package io.skipjack.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.skipjack.provider.sandbox.Sandbox;
import io.skipjack.provider.sandbox.SandboxSettings;
import java.net.URI;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SandboxCommandTest {
    private final Sandbox sandbox = Sandbox.start(SandboxSettings.defaults());

    @TempDir
    Path folder;

    @AfterEach
    void stop() {
        sandbox.close();
    }

    @Test
    void pullsALever() {
        assertThat(run("kill", "spot-1").out()).isEqualTo("spot-1 is killed.");
        assertThat(sandbox.status().getFirst().state()).isEqualTo("dead");
    }

    @Test
    void scriptsAFault() {
        assertThat(run("fault", "spot-2", "reset-after", "5", "--times", "1").code())
                .isZero();
        assertThat(sandbox.status().get(1).faults()).hasSize(1);
    }

    @Test
    void jsonIsForPrograms() {
        assertThat(run("engines", "--output", "json").out()).contains("\"id\" : \"spot-1\"", "\"state\" : \"booting\"");
    }

    @Test
    void anUnknownEngineIsAnsweredWithThoseThereAre() {
        Typed typed = run("kill", "spot-9");

        assertThat(typed.code()).isEqualTo(1);
        assertThat(typed.err()).contains("There is no engine spot-9").contains("spot-1");
    }

    @Test
    void findsTheDemoStartedLast() {
        ControlFile file = ControlFile.in(folder);
        file.write(sandbox.controlUri());

        assertThat(Typed.run("sandbox", "engines", "--data-dir", folder.toString())
                        .out())
                .contains("spot-1");
    }

    @Test
    void saysSoWhenNoDemoRuns() {
        Typed typed = Typed.run("sandbox", "engines", "--data-dir", folder.toString());

        assertThat(typed.code()).isEqualTo(1);
        assertThat(typed.err()).startsWith("no running sandbox was found; start one with: skipjack sandbox serve");
    }

    @Test
    void aDemoTakesAwayOnlyItsOwnNote() {
        ControlFile file = ControlFile.in(folder);
        file.write(sandbox.controlUri());
        file.remove(URI.create("http://127.0.0.1:1"));
        assertThat(file.read()).contains(sandbox.controlUri());

        file.remove(sandbox.controlUri());
        assertThat(file.read()).isEmpty();
    }

    private Typed run(String... words) {
        return Typed.sandbox(sandbox, words);
    }
}
