package io.skipjack.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.skipjack.provider.sandbox.Sandbox;
import io.skipjack.provider.sandbox.SandboxSettings;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SandboxCloudCommandTest {
    private final Sandbox sandbox = Sandbox.start(SandboxSettings.ofCloud(Duration.ofSeconds(1)));

    @AfterEach
    void stop() {
        sandbox.close();
    }

    @Test
    void printsTheBooks() {
        assertThat(run("instances").out())
                .startsWith("INSTANCE")
                .contains("REPLICA", "BILLED s", "UNOWNED s", "DOLLARS", "BESIDE", "total");
        assertThat(run("instances", "--output", "json").out()).isEqualTo("[ ]");
    }

    @Test
    void refusesLaunches() {
        assertThat(run("refuse", "InsufficientInstanceCapacity", "--zone", "us-east-1a", "--times", "2")
                        .out())
                .isEqualTo("Launches in us-east-1a are refused with InsufficientInstanceCapacity 2 times.");
        assertThat(run("refuse", "RequestLimitExceeded", "--action", "DescribeInstances")
                        .out())
                .isEqualTo("DescribeInstances are refused with RequestLimitExceeded until restored.");
    }

    @Test
    void setsPricesAndRestoresThem() {
        assertThat(run("price", "g6.xlarge", "0.75", "--zone", "us-east-1a").out())
                .isEqualTo("g6.xlarge costs $0.75 an hour on spot in us-east-1a.");
        assertThat(run("price", "g6.xlarge", "NaN").code()).isZero();
        assertThat(run("restore").out()).isEqualTo("The cloud behaves well again, at list prices.");
    }

    @Test
    void showsAndStrikesPretendProviders() {
        assertThat(run("providers").out()).startsWith("PROVIDER").contains("WORKER s", "DOLLARS");
        assertThat(run("strike", "nobody", "throttled").err())
                .isEqualTo("There is no provider nobody in the sandbox, only .");
        assertThat(run("strike", "nobody", "tired").err())
                .startsWith("There is no trouble tired; there are unauthorized,");
    }

    @Test
    void pullsRarerLevers() {
        assertThat(run("lever", "drop", "CreateFleet", "--times", "2").out())
                .isEqualTo("The next answers to CreateFleet are lost, 2 of them.");
        assertThat(run("lever", "troubel", "hf-401").err())
                .isEqualTo("There is no command troubel; the nearest is trouble.");
    }

    @Test
    void anUnknownInstanceIsAnsweredWithThoseThereAre() {
        Typed typed = run("interrupt", "rack-12", "--notice", "none");

        assertThat(typed.code()).isEqualTo(1);
        assertThat(typed.err()).isEqualTo("There is no engine rack-12 in the sandbox, only serverless.");
    }

    @Test
    void serveChecksWhatItIsGiven() {
        assertThat(Typed.run("sandbox", "serve", "--boot", "-1").err()).startsWith("--boot takes 0 to 3600");
        assertThat(Typed.run("sandbox", "serve", "--speed", "0.5").err()).startsWith("--speed takes 1 to 3600");
        assertThat(Typed.run("sandbox", "serve", "--bot", "1").err()).startsWith("there is no option --bot");
        String taken = String.valueOf(sandbox.controlUri().getPort());
        assertThat(Typed.run("sandbox", "serve", "--port", taken).err())
                .startsWith("ports " + taken + " to ")
                .contains("name another with --port");
    }

    private Typed run(String... words) {
        return Typed.sandbox(sandbox, words);
    }
}
