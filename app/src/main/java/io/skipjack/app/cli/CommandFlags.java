package io.skipjack.app.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/**
 * The flags there are, as files of defaults name them. A group of commands has the flags of all that are in it.
 *
 * @param commands by name, one level down
 * @param flags by name without dashes
 */
record CommandFlags(Map<String, CommandFlags> commands, Map<String, OptionSpec> flags) {
    static CommandFlags of(CommandLine command) {
        Map<String, CommandFlags> commands = new LinkedHashMap<>();
        Map<String, OptionSpec> flags = new TreeMap<>();
        command.getSubcommands().forEach((name, below) -> {
            CommandFlags all = of(below);
            commands.put(name, all);
            all.flags.forEach(flags::putIfAbsent);
        });
        for (OptionSpec option : command.getCommandSpec().options()) {
            for (String name : option.names()) {
                if (name.startsWith("--") && !option.usageHelp()) {
                    flags.put(name.substring(2), option);
                }
            }
        }
        return new CommandFlags(commands, flags);
    }
}
