package io.skipjack.app.cli;

import java.util.Map;
import java.util.Optional;

/** The environment variables that stand for a flag. */
final class FlagVariables {
    private static final Map<String, String> EVERYWHERE =
            Map.of("--operator-url", OperatorsOptions.URL, "--data-dir", "SKIPJACK_DATA_DIR");
    /** The router reads them by itself, as it does all its settings. */
    private static final Map<String, String> ROUTER =
            Map.of("--port", "SKIPJACK_LISTEN_PORT", "--operator-port", "SERVER_PORT");

    private static final Map<String, String> LEVERS = Map.of("--sandbox", "SKIPJACK_SANDBOX");

    private FlagVariables() {}

    /**
     * @param command such as {@code sandbox kill}
     * @param flag with its dashes
     */
    static Optional<String> of(String command, String flag) {
        Map<String, String> more = command.startsWith("sandbox ")
                ? LEVERS
                : command.equals("serve") || command.equals("demo") ? ROUTER : Map.of();
        return Optional.ofNullable(EVERYWHERE.getOrDefault(flag, more.getOrDefault(flag, null)));
    }
}
