package io.skipjack.provider.sandbox.ec2;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** GetConsoleOutput. Asked too often it says so, as EC2 does of every action. */
final class ConsoleActions {
    private static final int BURST = 50;
    private static final int PER_SECOND = 10;

    private final Cloud cloud;
    private double room = BURST;
    private @Nullable Instant askedAt;

    ConsoleActions(Cloud cloud) {
        this.cloud = cloud;
    }

    void addTo(Map<String, Action> actions) {
        actions.put("GetConsoleOutput", this::output);
    }

    private void output(Call call, Xml xml) {
        throttle(call.at());
        Instance instance = instance(call);
        call.endDryRun();
        SerialConsole console = instance.console();
        String text = call.form().flag("Latest")
                ? console.at(call.at())
                : console.kept(instance.endedAt() == null ? instance.runningAt() : instance.endedAt(), call.at());
        xml.text("instanceId", instance.id());
        xml.text("timestamp", console.writtenAt() == null ? instance.launchedAt() : console.writtenAt());
        if (!text.isEmpty()) {
            xml.text("output", Base64.getMimeEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8)));
        }
    }

    private Instance instance(Call call) {
        List<Instance> known = InstanceActions.known(cloud, List.of(call.form().need("InstanceId")), call);
        return known.getFirst();
    }

    private void throttle(Instant now) {
        if (askedAt != null) {
            Duration passed = Duration.between(askedAt, now);
            room = Math.min(BURST, room + PER_SECOND * passed.toMillis() / 1e3);
        }
        askedAt = now;
        if (room < 1) {
            throw AwsError.of("RequestLimitExceeded");
        }
        room--;
    }
}
