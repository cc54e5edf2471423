package io.skipjack.provider.ec2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class UserDataTest {
    private static final Ec2Settings SETTINGS =
            Ec2Settings.of(URI.create("http://127.0.0.1:1"), "http://10.0.0.9:8080");

    @Test
    void hasOneAssignmentALineBetweenItsMarks() {
        String script = UserData.render(SETTINGS, "us-east-1", List.of("--model", "it's/mine"));

        assertThat(script).startsWith("#!/bin/bash\n");
        String config = script.substring(script.indexOf("# --- config\n"), script.indexOf("# --- end of config\n"));
        assertThat(config.lines())
                .containsExactly(
                        "# --- config",
                        "SKIPJACK_ROUTER_URL='http://10.0.0.9:8080'",
                        "SKIPJACK_REGION='us-east-1'",
                        "SKIPJACK_ENGINE_KEY='ssm:/skipjack/engine-key'",
                        "SKIPJACK_HF_TOKEN=''",
                        "SKIPJACK_IMAGE='" + Ec2Settings.DEFAULT_IMAGE + "'",
                        "SKIPJACK_ENGINE_PORT='8000'",
                        "SKIPJACK_ENGINE_ARGS=('--model' 'it'\\''s/mine')",
                        "SKIPJACK_POLL_SECONDS='5'",
                        "SKIPJACK_HEARTBEAT_SECONDS='15'",
                        "SKIPJACK_ABANDON_AFTER_SECONDS='600'",
                        "SKIPJACK_STOP_SECONDS='100'",
                        "SKIPJACK_WEIGHTS_BUCKET=''");
    }

    /** One lost post must not end a healthy instance. */
    @Test
    void heartbeatsComeSeveralTimesBeforeAnInstanceTakesItselfForAbandoned() {
        Ec2Settings impatient = new Ec2Settings(
                SETTINGS.endpoint(),
                SETTINGS.regions(),
                SETTINGS.routerUrl(),
                SETTINGS.image(),
                SETTINGS.ami(),
                SETTINGS.instanceProfile(),
                SETTINGS.securityGroup(),
                SETTINGS.subnetTag(),
                SETTINGS.engineKey(),
                SETTINGS.hfToken(),
                SETTINGS.weightsBucket(),
                SETTINGS.diskGb(),
                Duration.ofSeconds(20),
                SETTINGS.stopTimeout(),
                SETTINGS.keyName(),
                SETTINGS.enginePort(),
                SETTINGS.side());

        assertThat(UserData.render(impatient, "us-east-1", List.of()))
                .contains("\nSKIPJACK_HEARTBEAT_SECONDS='5'\n", "\nSKIPJACK_ABANDON_AFTER_SECONDS='20'\n");
    }

    @Test
    void leavesRoomForLongArguments() {
        String script = UserData.render(SETTINGS, "us-east-1", List.of());

        assertThat(script.getBytes(StandardCharsets.UTF_8).length).isLessThan(UserData.LARGEST - 3_000);
    }

    @Test
    void whatEc2WouldNotTakeIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> UserData.render(SETTINGS, "us-east-1", List.of("x".repeat(UserData.LARGEST))))
                .withMessageContaining("EC2 takes 16384; shorten the deployment's extra_args");
    }

    @Test
    void aValueOfTwoLinesIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> UserData.quote("a\nreboot"));
    }
}
