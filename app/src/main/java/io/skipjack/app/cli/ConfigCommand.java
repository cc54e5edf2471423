package io.skipjack.app.cli;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "config",
        description = "Shows what flags are that are not typed, and who says so: the environment, skipjack.yaml of the"
                + " project (here, or in a folder above up to the repository's), or ~/.skipjack/config. With COMMAND, every"
                + " flag of it.",
        footer = {
            "",
            "Example:  skipjack config",
            "Example:  skipjack config deploy",
            "",
            "A file has a section for each command, and one for all; keys are flags without dashes:",
            "",
            "  common: { operator-url: \"http://router.example:8081\" }",
            "  deploy: { gpu: L4, region: [us-east-1, us-west-2] }",
            "  keys: { list: { output: json } }"
        })
final class ConfigCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Parameters(arity = "0..*", paramLabel = "COMMAND", description = "Such as deploy, or keys create.")
    private List<String> words = List.of();

    @Mixin
    private final TableOutputOption output = new TableOutputOption();

    /** A flag, and what says so: a file with its line, a variable, or nobody. */
    private record Row(
            String command,
            String flag,
            @Nullable String value,
            @Nullable String source) {}

    @Override
    public Integer call() {
        Defaults defaults = Defaults.of(spec);
        List<Row> rows = new ArrayList<>();
        collect(wanted(), defaults, rows);
        List<Path> files = defaults.files();
        switch (output.format()) {
            case TEXT -> text(files, rows);
            case JSON -> out().println(Output.json(json(files, rows)));
            case CSV -> {
                out().println(Csv.line("command", "flag", "value", "source"));
                rows.forEach(row -> out().println(Csv.line(row.command(), row.flag(), row.value(), row.source())));
            }
        }
        return 0;
    }

    private CommandLine wanted() {
        CommandLine command = spec.root().commandLine();
        for (String word : words) {
            CommandLine below = command.getSubcommands().get(word);
            if (below == null) {
                throw new ParameterException(
                        spec.commandLine(), "there is no command " + String.join(" ", words) + "; see: skipjack help");
            }
            command = below;
        }
        return command;
    }

    private void collect(CommandLine command, Defaults defaults, List<Row> rows) {
        for (OptionSpec option : command.getCommandSpec().options()) {
            if (!option.usageHelp()) {
                Row row = row(option, defaults);
                if (row.source() != null || !words.isEmpty()) {
                    rows.add(row);
                }
            }
        }
        command.getSubcommands().values().forEach(below -> collect(below, defaults, rows));
    }

    private static Row row(OptionSpec option, Defaults defaults) {
        String command = Defaults.command(option);
        String variable = defaults.variable(option).orElse(null);
        if (variable != null) {
            return new Row(command, option.longestName(), defaults.value(variable), variable);
        }
        FlagDefault file = defaults.find(option).orElse(null);
        return file == null
                ? new Row(command, option.longestName(), option.defaultValue(), null)
                : new Row(command, option.longestName(), file.value(), file.place());
    }

    private void text(List<Path> files, List<Row> rows) {
        files.forEach(file -> out().println(file + (Files.isRegularFile(file) ? "" : ": not there")));
        if (rows.isEmpty()) {
            out().println("no flag has a default of yours; see how to give one with: skipjack config --help");
            return;
        }
        Table table = new Table("%-18s  %-20s  %-24s  %-8s", "COMMAND", "FLAG", "VALUE", "SAID BY");
        for (Row row : rows) {
            table.row(
                    row.command(),
                    row.flag(),
                    row.value() == null ? "-" : Cells.clean(row.value()),
                    row.source() == null ? "built in" : row.source());
        }
        out().println();
        table.lines(Terminal.here()).forEach(out()::println);
    }

    private static Map<String, Object> json(List<Path> files, List<Row> rows) {
        List<Map<String, Object>> found = new ArrayList<>();
        for (Path file : files) {
            found.add(Map.of("file", file.toString(), "present", Files.isRegularFile(file)));
        }
        List<Map<String, Object>> flags = new ArrayList<>();
        for (Row row : rows) {
            Map<String, Object> map = new LinkedHashMap<>();
            map.put("command", row.command());
            map.put("flag", row.flag());
            map.put("value", row.value());
            map.put("source", row.source());
            flags.add(map);
        }
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("files", found);
        json.put("flags", flags);
        return json;
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }
}
