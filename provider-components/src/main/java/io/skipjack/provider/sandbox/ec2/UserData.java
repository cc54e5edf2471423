package io.skipjack.provider.sandbox.ec2;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The configuration block of an instance's user data, as the shell would read it.
 *
 * @param routerUrl empty for none
 * @param engineKey reference such as {@code ssm:/skipjack/engine-key}
 * @param hfToken reference, or empty
 * @param args of the engine
 * @param abandonAfter without a router's answer for so long the instance shuts itself down
 */
public record UserData(
        String routerUrl,
        String engineKey,
        String hfToken,
        String image,
        int port,
        List<String> args,
        Duration poll,
        Duration heartbeat,
        Duration abandonAfter,
        Duration stop) {
    static final Duration HEARTBEAT = Duration.ofSeconds(15);

    private static final String BEGIN = "# --- config";
    private static final String END = "# --- end of config";

    /** Empty where there is no such block, or it is not well formed, or names no engine. */
    public static Optional<UserData> parse(String script) {
        int begin = script.indexOf(BEGIN);
        int end = script.indexOf(END);
        if (!script.startsWith("#!") || begin < 0 || end < begin) {
            return Optional.empty();
        }
        try {
            Map<String, List<String>> values = new HashMap<>();
            script.substring(begin, end).lines().forEach(line -> assign(line.strip(), values));
            return values.containsKey("ENGINE_ARGS") && values.containsKey("ENGINE_KEY")
                    ? Optional.of(of(values))
                    : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** The script from base64. */
    static String decode(String encoded) {
        return new String(Base64.getMimeDecoder().decode(encoded), StandardCharsets.UTF_8);
    }

    private static void assign(String line, Map<String, List<String>> values) {
        int equals = line.indexOf('=');
        if (equals > 0 && line.startsWith("SKIPJACK_")) {
            values.put(line.substring("SKIPJACK_".length(), equals), ShellWords.split(line.substring(equals + 1)));
        }
    }

    private static UserData of(Map<String, List<String>> values) {
        return new UserData(
                text(values, "ROUTER_URL", ""),
                text(values, "ENGINE_KEY", ""),
                text(values, "HF_TOKEN", ""),
                text(values, "IMAGE", ""),
                Integer.parseInt(text(values, "ENGINE_PORT", "8000")),
                values.getOrDefault("ENGINE_ARGS", List.of()),
                seconds(values, "POLL_SECONDS", "5"),
                seconds(values, "HEARTBEAT_SECONDS", "15"),
                seconds(values, "ABANDON_AFTER_SECONDS", "600"),
                seconds(values, "STOP_SECONDS", "100"));
    }

    private static String text(Map<String, List<String>> values, String name, String otherwise) {
        List<String> words = values.getOrDefault(name, List.of());
        return words.isEmpty() ? otherwise : words.getFirst();
    }

    /** Fractions too, so that tests need not wait whole seconds. */
    private static Duration seconds(Map<String, List<String>> values, String name, String otherwise) {
        double seconds = Double.parseDouble(text(values, name, otherwise));
        return Duration.ofMillis(Math.max(1, Math.round(seconds * 1000)));
    }

    /** The value after {@code --name}, or in {@code --name=value}. */
    public Optional<String> arg(String name) {
        for (int i = 0; i < args.size(); i++) {
            if (args.get(i).equals("--" + name) && i + 1 < args.size()) {
                return Optional.of(args.get(i + 1));
            }
            if (args.get(i).startsWith("--" + name + "=")) {
                return Optional.of(args.get(i).substring(name.length() + 3));
            }
        }
        return Optional.empty();
    }

    /** The heartbeat that user data sets, or the usual one. */
    static Duration heartbeatOf(String script) {
        return parse(script).map(UserData::heartbeat).orElse(HEARTBEAT);
    }
}
