package io.skipjack.app.cli;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** {@code --output text|json}, alike in every command that prints something. */
final class OutputOption {
    @Option(
            names = "--output",
            paramLabel = "FORMAT",
            defaultValue = "text",
            description = "${COMPLETION-CANDIDATES}; default: ${DEFAULT-VALUE}.",
            completionCandidates = OutputOption.Formats.class)
    private Output format = Output.TEXT;

    boolean json() {
        return format == Output.JSON;
    }

    static final class Formats extends ArrayList<String> {
        private static final long serialVersionUID = 1L;

        Formats() {
            super(List.of("text", "json"));
        }
    }
}
