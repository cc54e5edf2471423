package io.skipjack.provider.sandbox.ec2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import org.junit.jupiter.api.Test;

/** The serial console as EC2 shows it, on a clock that the test moves. */
class ConsoleActionsTest {
    private Instant now = Instant.parse("2026-11-21T10:00:00Z");
    private final Cloud cloud = new Cloud(
            CloudSettings.defaults()
                    .booting(Duration.ofSeconds(80))
                    .ending(Duration.ofSeconds(10), Duration.ofHours(1)),
            () -> now,
            Machines.NONE,
            0);
    private final QueryApi api = new QueryApi(cloud);
    private final String id = launch();

    private String launch() {
        String answer = api.answer(
                "us-east-1",
                Form.parse("Action=RunInstances&ImageId=ami-0123456789abcdef0&InstanceType=g6.xlarge&MinCount=1"
                        + "&MaxCount=1&Placement.AvailabilityZone=us-east-1a"));
        return answer.replaceFirst("(?s).*<instanceId>(.*?)</instanceId>.*", "$1");
    }

    private String console(String more) {
        String answer = api.answer("us-east-1", Form.parse("Action=GetConsoleOutput&InstanceId=" + id + more));
        assertThat(answer).contains("<instanceId>" + id + "</instanceId>", "<timestamp>2026-11-21T");
        if (!answer.contains("<output>")) {
            return "";
        }
        String base64 = answer.replaceFirst("(?s).*<output>(.*?)</output>.*", "$1");
        return new String(Base64.getMimeDecoder().decode(base64), StandardCharsets.UTF_8);
    }

    private String latest() {
        return console("&Latest=true");
    }

    private void pass(int seconds) {
        now = now.plusSeconds(seconds);
    }

    @Test
    void nothingIsThereAtFirstAndALineShowsLate() {
        assertThat(latest()).isEmpty();
        cloud.print(id, "hello");
        pass(9);
        assertThat(latest()).isEmpty();
        pass(1);
        assertThat(latest()).isEqualTo("hello\r\n");
    }

    @Test
    void onlyTheLast64KilobytesAreKept() {
        for (int i = 0; i < 2_000; i++) {
            cloud.print(id, "line %04d %s".formatted(i, "x".repeat(40)));
        }
        pass(20);

        assertThat(latest().length()).isBetween(SerialConsole.MOST_BYTES - 100, SerialConsole.MOST_BYTES);
        assertThat(latest()).endsWith("line 1999 " + "x".repeat(40) + "\r\n").doesNotContain("line 0000");
    }

    @Test
    void withoutLatestItIsWhatWasThereWhenTheInstanceChanged() {
        pass(16);
        cloud.print(id, "boot");
        pass(1);
        cloud.print(id, "later");
        pass(60);
        assertThat(console("")).isEqualTo("boot\r\n");

        cloud.shutDown(id);
        cloud.print(id, "after its end");
        pass(60);
        assertThat(console("")).isEqualTo("boot\r\nlater\r\n");
    }

    @Test
    void anHourAfterItsEndTheInstanceIsUnknown() {
        cloud.shutDown(id);
        pass(3_700);

        assertThatThrownBy(this::latest)
                .isInstanceOfSatisfying(
                        AwsError.class, error -> assertThat(error.code()).isEqualTo("InvalidInstanceID.NotFound"));
    }

    @Test
    void whoAsksTooOftenIsThrottledForAWhile() {
        assertThatThrownBy(() -> {
                    for (int i = 0; i < 100; i++) {
                        latest();
                    }
                })
                .isInstanceOfSatisfying(
                        AwsError.class, error -> assertThat(error.code()).isEqualTo("RequestLimitExceeded"));
        pass(1);
        assertThat(latest()).isEmpty();
    }
}
