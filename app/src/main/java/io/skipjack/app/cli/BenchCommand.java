package io.skipjack.app.cli;

import picocli.CommandLine.Command;

/** The list of what can be measured, and nothing else. */
@Command(
        name = "bench",
        description = "Measures a running router: answers under load, and cold starts at each provider.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {BenchLoadCommand.class, BenchColdStartCommand.class},
        footer = {
            "",
            "Example:  skipjack bench load --rate 20/s --duration 1m",
            "Example:  skipjack bench cold-start --providers runpod,modal --gpu L4"
        })
final class BenchCommand {}
