package io.skipjack.app.cli;

import io.skipjack.app.config.ConfigException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;

/**
 * What flags are that are not typed: a flag counts before the environment, the environment before the project's file,
 * that before the user's own, and that before what is built in. In a file the command's own section counts before that
 * of its group, and that before {@code common}.
 */
final class Defaults implements IDefaultValueProvider {
    static final String PROJECT_FILE = "skipjack.yaml";
    /** Only what is built in. */
    static final Defaults NONE = new Defaults(List.of(), Map.of(), () -> new CommandFlags(Map.of(), Map.of()));

    private final List<Path> files;
    private final Map<String, String> environment;
    private final Supplier<CommandFlags> known;
    private @Nullable List<List<FlagDefault>> read;

    /** @param files the one that counts most first */
    Defaults(List<Path> files, Map<String, String> environment, Supplier<CommandFlags> known) {
        this.files = List.copyOf(files);
        this.environment = environment;
        this.known = known;
    }

    /** Those for whoever runs this, where they are. */
    static Defaults here(Supplier<CommandFlags> known) {
        Path home = Path.of(System.getProperty("user.home", "."));
        List<Path> files = new ArrayList<>();
        projectFile(Path.of("").toAbsolutePath(), home).ifPresent(files::add);
        files.add(home.resolve(".skipjack/config"));
        return new Defaults(files, System.getenv(), known);
    }

    /** The nearest from a folder upwards, not beyond its repository or home; outside of both, that folder's only. */
    static Optional<Path> projectFile(Path folder, Path home) {
        List<Path> folders = new ArrayList<>();
        for (Path each = folder; each != null; each = each.getParent()) {
            folders.add(each);
            if (each.equals(home) || Files.exists(each.resolve(".git"))) {
                return nearest(folders.stream());
            }
        }
        return nearest(Stream.of(folder));
    }

    private static Optional<Path> nearest(Stream<Path> folders) {
        return folders.map(each -> each.resolve(PROJECT_FILE))
                .filter(Files::isRegularFile)
                .findFirst();
    }

    /** Those that a command was given. */
    static Defaults of(CommandSpec spec) {
        return spec.defaultValueProvider() instanceof Defaults defaults ? defaults : NONE;
    }

    List<Path> files() {
        return files;
    }

    @Override
    public @Nullable String defaultValue(ArgSpec arg) {
        if (!(arg instanceof OptionSpec option) || option.usageHelp()) {
            return null;
        }
        try {
            return find(option).map(FlagDefault::value).orElse(null);
        } catch (ConfigException mistake) {
            CommandLine command = Objects.requireNonNull(option.command()).commandLine();
            throw new ParameterException(command, String.valueOf(mistake.getMessage()), mistake);
        }
    }

    /** What counts for a flag that is not typed; empty where the environment or what is built in does. */
    Optional<FlagDefault> find(OptionSpec option) {
        if (variable(option).isPresent()) {
            return Optional.empty();
        }
        return read().stream()
                .map(file -> find(file, option))
                .flatMap(Optional::stream)
                .findFirst();
    }

    /** The environment variable that is set for a flag, which its command reads by itself. */
    Optional<String> variable(OptionSpec option) {
        return FlagVariables.of(command(option), option.longestName())
                .filter(name -> !environment.getOrDefault(name, "").isBlank());
    }

    String value(String variable) {
        return environment.getOrDefault(variable, "");
    }

    /** Whether a flag's value is the project's alone, and not the user's own as well. */
    boolean isProjectsOnly(OptionSpec option) {
        FlagDefault said = find(option).orElse(null);
        return said != null
                && !said.file().equals(files.getLast())
                && find(read().getLast(), option)
                        .filter(ours -> ours.value().equals(said.value()))
                        .isEmpty();
    }

    private static Optional<FlagDefault> find(List<FlagDefault> file, OptionSpec option) {
        String flag = option.longestName().substring(2);
        for (String section = command(option); true; section = group(section)) {
            for (FlagDefault each : file) {
                if (each.command().equals(section) && each.flag().equals(flag)) {
                    return Optional.of(each);
                }
            }
            if (section.isEmpty()) {
                return Optional.empty();
            }
        }
    }

    private static String group(String command) {
        int end = command.lastIndexOf(' ');
        return end < 0 ? "" : command.substring(0, end);
    }

    /** {@code keys create}, without the program's name. */
    static String command(OptionSpec option) {
        String name = Objects.requireNonNull(option.command()).qualifiedName(" ");
        return name.substring(name.indexOf(' ') + 1);
    }

    private List<List<FlagDefault>> read() {
        if (read == null) {
            boolean any = files.stream().anyMatch(Files::isRegularFile);
            CommandFlags flags = any ? known.get() : new CommandFlags(Map.of(), Map.of());
            read = files.stream()
                    .map(file -> new DefaultsFile(file).read(flags))
                    .toList();
        }
        return read;
    }
}
