package io.skipjack.provider.ec2;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * The script an instance runs at boot: the host agent with its parameters written into it. Holds references to secrets,
 * never a secret: user data can be read by whoever may describe the instance.
 */
final class UserData {
    /** EC2's bound, before Base64. */
    static final int LARGEST = 16 * 1024;

    private static final String BEGIN = "# --- config\n";
    private static final String END = "# --- end of config\n";
    private static final int POLL_SECONDS = 5;
    private static final long HEARTBEAT_SECONDS = 15;
    /** Some may get lost before an instance takes itself for abandoned. */
    private static final int HEARTBEATS_OF_PATIENCE = 4;

    private static final String AGENT = agent();

    private UserData() {}

    /** @throws IllegalArgumentException if it is larger than EC2 takes, or a value cannot be written on one line */
    static String render(Ec2Settings settings, String region, List<String> engineArguments) {
        Map<String, String> values = new LinkedHashMap<>();
        values.put("SKIPJACK_ROUTER_URL", quote(settings.routerUrl()));
        values.put("SKIPJACK_REGION", quote(region));
        values.put("SKIPJACK_ENGINE_KEY", quote(settings.engineKey()));
        values.put("SKIPJACK_HF_TOKEN", quote(settings.hfToken()));
        values.put("SKIPJACK_IMAGE", quote(settings.image()));
        values.put("SKIPJACK_ENGINE_PORT", quote(settings.enginePort()));
        values.put(
                "SKIPJACK_ENGINE_ARGS",
                engineArguments.stream().map(UserData::quote).collect(Collectors.joining(" ", "(", ")")));
        values.put("SKIPJACK_POLL_SECONDS", quote(POLL_SECONDS));
        long patience = settings.abandonAfter().toSeconds();
        values.put(
                "SKIPJACK_HEARTBEAT_SECONDS",
                quote(Math.clamp(patience / HEARTBEATS_OF_PATIENCE, 1, HEARTBEAT_SECONDS)));
        values.put("SKIPJACK_ABANDON_AFTER_SECONDS", quote(patience));
        values.put("SKIPJACK_STOP_SECONDS", quote(settings.stopTimeout().toSeconds()));
        values.put("SKIPJACK_WEIGHTS_BUCKET", quote(settings.weightsBucket()));
        return with(values);
    }

    private static String with(Map<String, String> values) {
        String block = values.entrySet().stream()
                .map(value -> value.getKey() + "=" + value.getValue() + "\n")
                .collect(Collectors.joining("", BEGIN, END));
        int begin = AGENT.indexOf(BEGIN);
        int end = AGENT.indexOf(END) + END.length();
        String script = AGENT.substring(0, begin) + block + AGENT.substring(end);
        int size = script.getBytes(StandardCharsets.UTF_8).length;
        if (size > LARGEST) {
            throw new IllegalArgumentException(
                    "user data is %d bytes, EC2 takes %d; shorten the deployment's extra_args"
                            .formatted(size, LARGEST));
        }
        return script;
    }

    private static String quote(long number) {
        return quote(Long.toString(number));
    }

    /** For a shell: nothing within single quotes means anything but the quote itself. */
    static String quote(String value) {
        if (value.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("a value for the host agent must be one line of printable characters");
        }
        return "'" + value.replace("'", "'\\''") + "'";
    }

    private static String agent() {
        try (InputStream script = Objects.requireNonNull(
                UserData.class.getResourceAsStream("host-agent.sh"), "host-agent.sh is part of the jar")) {
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
