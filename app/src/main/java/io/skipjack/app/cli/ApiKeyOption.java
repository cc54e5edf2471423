package io.skipjack.app.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The key that a benchmark asks with, as a client. */
final class ApiKeyOption {
    static final String VARIABLE = "SKIPJACK_API_KEY";

    @Option(
            names = "--key",
            paramLabel = "KEY",
            description = "API key; default: " + VARIABLE + ", where it does not stand in lists of processes.")
    private @Nullable String key;

    /** By flag or environment; null for none, also where that is blank. */
    @Nullable
    String value() {
        String value = key == null ? System.getenv(VARIABLE) : key;
        return value == null || value.isBlank() ? null : value;
    }
}
