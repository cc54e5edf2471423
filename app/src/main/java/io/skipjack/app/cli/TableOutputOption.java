package io.skipjack.app.cli;

import picocli.CommandLine.Option;

/** {@code --output text|json|csv}, alike in every command that prints a table. */
final class TableOutputOption {
    @Option(
            names = "--output",
            paramLabel = "FORMAT",
            defaultValue = "text",
            description = "${COMPLETION-CANDIDATES}; default: ${DEFAULT-VALUE}.")
    private TableFormat format = TableFormat.TEXT;

    TableFormat format() {
        return format;
    }
}
