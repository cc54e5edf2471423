package io.skipjack.app.cli;

import picocli.CommandLine.Option;

/** {@code --output text|json}, alike in every command that prints something. */
final class OutputOption {
    @Option(
            names = "--output",
            paramLabel = "FORMAT",
            defaultValue = "text",
            description = "${COMPLETION-CANDIDATES}; default: ${DEFAULT-VALUE}.")
    private Output format = Output.TEXT;

    boolean json() {
        return format == Output.JSON;
    }
}
