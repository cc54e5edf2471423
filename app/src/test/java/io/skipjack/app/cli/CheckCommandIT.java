package io.skipjack.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.skipjack.app.config.ConfigException;
import io.skipjack.provider.ec2.Ec2Settings;
import io.skipjack.provider.sandbox.FakeEc2;
import io.skipjack.provider.sandbox.Sandbox;
import io.skipjack.provider.sandbox.SandboxSettings;
import io.skipjack.provider.sandbox.ec2.Refusing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The real check against the sandbox's AWS. */
class CheckCommandIT {
    private Sandbox sandbox;
    private FakeEc2 cloud;

    @BeforeEach
    void open() {
        sandbox = Sandbox.start(SandboxSettings.ofCloud(Duration.ofMillis(200)));
        cloud = sandbox.ec2();
    }

    @AfterEach
    void close() {
        sandbox.close();
    }

    private Typed check(String... more) {
        return Typed.run(
                List.of(
                        "check",
                        "--provider",
                        "aws",
                        "--sandbox",
                        sandbox.controlUri().toString()),
                more);
    }

    @Test
    void anAccountThatIsReadyPasses() {
        Typed typed = check();

        assertThat(typed.out())
                .contains("[PASS] credentials: account ", "[PASS] spot quota: ", "[PASS] ec2:CreateFleet");
        assertThat(typed.out()).contains("[PASS] engine key: ssm:/skipjack/engine-key can be read");
        assertThat(typed.out()).doesNotContain("sandbox-engine-key", "[FAIL]");
        assertThat(typed.code()).isZero();
        assertThat(cloud.books()).as("launches nothing").isEmpty();
    }

    @Test
    void aDeniedRightFailsWithItsFix() {
        cloud.misbehaviour().refuse(Refusing.calls("DescribeSpotPriceHistory", "UnauthorizedOperation"));

        Typed typed = check();

        assertThat(typed.out())
                .contains(
                        "[FAIL] ec2:DescribeSpotPriceHistory: denied\n  fix: allow ec2:DescribeSpotPriceHistory to the router's identity");
        assertThat(typed.code()).isEqualTo(1);
    }

    @Test
    void aGpuThatIsNotSoldThereIsNamedWithThoseThatAre() {
        Typed typed = check("--gpu", "TPU", "--region", "eu-west-1");

        assertThat(typed.out())
                .contains("[FAIL] instance types: no TPU in eu-west-1\n  fix: choose one of A100_40GB, ");
        assertThat(typed.code()).isEqualTo(1);
    }

    @Test
    void printsJsonForPrograms() {
        assertThat(check("--output", "json").out())
                .startsWith("[ {")
                .contains("\"verdict\" : \"PASS\"", "\"name\" : \"security group\"");
    }

    @Test
    @Timeout(30)
    void noAnswerIsOneSentenceAndNoHang() {
        cloud.close();

        Typed typed = check();

        assertThat(typed.out())
                .isEqualTo("[FAIL] credentials: AWS does not answer in us-east-1\n"
                        + "  fix: check the network, a proxy, and that the region is spelt right");
        assertThat(typed.code()).isEqualTo(1);
    }

    @Test
    void anUnknownProviderIsNamed() {
        assertThat(Typed.run("check", "--provider", "gcp").err())
                .startsWith("--provider takes aws, ")
                .contains("not gcp");
    }

    @Test
    void settingsComeFromTheEnvironmentThenTheConfig(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("application.yaml");
        Files.writeString(file, """
                skipjack:
                  ec2:
                    regions: [eu-west-1, us-east-1]
                    security-group: engines
                    subnet-tag: gpu
                """);

        Ec2Settings settings = new CheckSettings(Map.of("SKIPJACK_EC2_SUBNETTAG", "mine"), file).ec2(null);

        assertThat(settings.regions()).containsExactly("eu-west-1", "us-east-1");
        assertThat(settings.securityGroup()).isEqualTo("engines");
        assertThat(settings.subnetTag()).isEqualTo("mine");
        assertThat(settings.ami()).isEqualTo(Ec2Settings.DEFAULT_AMI);
        Files.writeString(file, "skipjack: { ec2: { ami: '${AMI}' } }");
        Assertions.assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> new CheckSettings(Map.of(), file).ec2(null))
                .withMessageContaining("set SKIPJACK_EC2_AMI as well");
    }
}
