package io.skipjack.provider.sandbox;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Understands sandbox commands typed as lines, in the demo's own terminal and behind {@code skipjack sandbox …} alike:
 * {@code kill spot-1}, {@code interrupt spot-2 --notice 120s}, {@code slow spot-1 10}, {@code restore spot-1},
 * {@code fault spot-1 reset-after 5 --times 1}, {@code clear spot-1}, {@code engines}, {@code faults}, {@code help}.
 * It never throws: whatever is wrong becomes one sentence.
 */
public final class SandboxConsole {
    static final Duration DEFAULT_NOTICE = Duration.ofMinutes(2);

    private static final String HELP = """
            engines                                    how the engines are
            kill ID                                    gone at once, streams are reset
            interrupt ID [--notice 120s]               as a cloud takes a spot machine back
            slow ID FACTOR                             everything takes FACTOR times as long
            restore ID                                 boots it again, ends slowness and faults
            fault ID KIND [N] [TEXT] [--times N] [--contains TEXT] [--path PREFIX]
                                                       scripted failure, see faults
            clear ID                                   ends the faults
            faults                                     the kinds of faults
            help                                       this""";
    private static final List<String> COMMANDS =
            List.of("engines", "kill", "interrupt", "slow", "restore", "fault", "clear", "faults", "help");

    private final SandboxLevers levers;

    /**
     * What became of a command.
     *
     * @param ok false when the command was not understood or not carried out
     * @param text what to print; one sentence when not ok
     */
    public record Answer(boolean ok, String text) {}

    public SandboxConsole(SandboxLevers levers) {
        this.levers = levers;
    }

    public Answer run(String line) {
        return run(List.of(line.strip().split("\\s+")));
    }

    /** The same with the words already split, as a shell does. */
    public Answer run(List<String> words) {
        try {
            Typed typed = Typed.of(words);
            return new Answer(true, run(typed));
        } catch (SandboxException e) {
            return new Answer(false, e.sentence());
        }
    }

    private String run(Typed typed) {
        return switch (typed.word(0, "a command")) {
            case "" -> "";
            case "help", "?" -> HELP;
            case "engines", "status" -> table();
            case "faults" -> faults();
            case "kill" -> kill(typed.word(1, "an engine"));
            case "interrupt" -> interrupt(typed);
            case "slow" -> slow(typed);
            case "restore" -> restore(typed.word(1, "an engine"));
            case "fault" -> fault(typed);
            case "clear" -> clear(typed.word(1, "an engine"));
            default ->
                throw new SandboxException(
                        "There is no command " + typed.words().getFirst() + "; the nearest is "
                                + FaultWords.nearest(typed.words().getFirst(), COMMANDS) + ".");
        };
    }

    private String kill(String id) {
        levers.kill(id);
        return id + " is killed.";
    }

    private String interrupt(Typed typed) {
        String id = typed.word(1, "an engine");
        Duration notice = Durations.parse(typed.option("notice", DEFAULT_NOTICE.toSeconds() + "s"));
        levers.interrupt(id, notice);
        return id + " takes nothing new and ends in " + notice.toMillis() / 1000.0 + " s.";
    }

    private String slow(Typed typed) {
        String id = typed.word(1, "an engine");
        double factor = number(typed.word(2, "a factor"));
        levers.slow(id, factor);
        return id + " is " + typed.words().get(2) + " times slower.";
    }

    private String restore(String id) {
        levers.restore(id);
        return id + " is being restored.";
    }

    private String clear(String id) {
        levers.clearFaults(id);
        return id + " has no more faults.";
    }

    private String fault(Typed typed) {
        String id = typed.word(1, "an engine");
        FaultKind kind = FaultWords.kind(typed.word(2, "a kind of fault"));
        boolean hasAmount = typed.words().size() > 3 && typed.words().get(3).matches("\\d+");
        long amount = hasAmount ? (long) number(typed.words().get(3)) : kind.defaultAmount();
        int textAt = hasAmount ? 4 : 3;
        String text = String.join(
                " ",
                typed.words()
                        .subList(
                                Math.min(textAt, typed.words().size()),
                                typed.words().size()));
        Fault fault = Fault.of(kind, amount, text).times((int) number(typed.option("times", "0")));
        if (typed.options().containsKey("contains")) {
            fault = fault.whenBodyContains(typed.option("contains", ""));
        }
        if (typed.options().containsKey("path")) {
            fault = fault.onPath(typed.option("path", ""));
        }
        levers.fault(id, fault);
        return id + " now has the fault " + fault + ".";
    }

    private String table() {
        StringBuilder table = new StringBuilder(line("ENGINE", "STATE", "SLOWER", "RUNNING", "WAITING", "TOKENS"));
        for (SandboxStatus each : levers.status()) {
            table.append('\n')
                    .append(line(
                            each.id(), each.state(), each.slowdown(), each.running(), each.waiting(), each.tokens()))
                    .append(each.faults().isEmpty() ? "" : "  faults: " + String.join(", ", each.faults()));
        }
        return table.toString();
    }

    private static String line(Object... columns) {
        return String.format(Locale.ROOT, "%-12s %-10s %-7s %-8s %-8s %s", columns);
    }

    private static String faults() {
        List<String> lines = new ArrayList<>();
        for (FaultKind kind : FaultKind.values()) {
            lines.add(
                    String.format(Locale.ROOT, "%-22s %s (N = %d)", kind.word(), kind.meaning(), kind.defaultAmount()));
        }
        return String.join("\n", lines);
    }

    private static double number(String typed) {
        try {
            return Double.parseDouble(typed);
        } catch (NumberFormatException e) {
            throw new SandboxException(typed + " is no number.", e);
        }
    }

    /** A line's words and its {@code --options}. */
    private record Typed(List<String> words, Map<String, String> options) {
        static Typed of(List<String> line) {
            List<String> words = new ArrayList<>();
            Map<String, String> options = new TreeMap<>();
            for (int i = 0; i < line.size(); i++) {
                String word = line.get(i);
                if (!word.startsWith("--")) {
                    words.add(word);
                } else if (word.indexOf('=') > 0) {
                    options.put(word.substring(2, word.indexOf('=')), word.substring(word.indexOf('=') + 1));
                } else if (++i < line.size()) {
                    options.put(word.substring(2), line.get(i));
                } else {
                    throw new SandboxException(word + " needs a value.");
                }
            }
            options.keySet().stream()
                    .filter(each ->
                            !List.of("notice", "times", "contains", "path").contains(each))
                    .findFirst()
                    .ifPresent(each -> {
                        throw new SandboxException("There is no option --" + each + ".");
                    });
            return new Typed(words, options);
        }

        String word(int index, String what) {
            if (index < words.size()) {
                return words.get(index);
            }
            throw new SandboxException("This needs " + what + "; type help for the commands.");
        }

        String option(String name, String byDefault) {
            return options.getOrDefault(name, byDefault);
        }
    }
}
