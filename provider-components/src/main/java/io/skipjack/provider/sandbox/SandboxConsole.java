package io.skipjack.provider.sandbox;

import io.skipjack.provider.sandbox.CloudLever.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Understands sandbox commands typed as lines, in the demo's own terminal and behind {@code skipjack sandbox …} alike:
 * {@code kill spot-1}, {@code interrupt rack-2 --notice 120s}, {@code slow i-0123 10}, {@code restore},
 * {@code fault spot-1 reset-after 5 --times 1}, {@code clear spot-1}, {@code engines}, {@code instances},
 * {@code refuse InsufficientInstanceCapacity --zone us-east-1a}, {@code price g6.xlarge 0.5}, {@code faults},
 * {@code help}. It never throws: whatever is wrong becomes one sentence.
 */
public final class SandboxConsole {
    private static final List<String> COMMANDS = List.of(
            "engines",
            "instances",
            "providers",
            "strike",
            "heal",
            "kill",
            "interrupt",
            "rebalance",
            "slow",
            "restore",
            "fault",
            "clear",
            "faults",
            "help");
    private static final String AN_ENGINE = "an engine or instance";

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
            return new Answer(true, run(TypedCommand.of(words)));
        } catch (SandboxException e) {
            return new Answer(false, e.sentence());
        }
    }

    private String run(TypedCommand typed) {
        String command = typed.word(0, "a command");
        return switch (command) {
            case "" -> "";
            case "help", "?" -> ConsoleTables.help();
            case "engines", "status" -> ConsoleTables.engines(levers.status());
            case "instances" -> ConsoleTables.instances(levers.instances());
            case "providers" -> ConsoleTables.providers(levers.providers());
            case "strike" -> strike(typed.allowing(List.of("times")));
            case "heal" -> heal(typed.allowing(List.of()).word(1, "a provider"));
            case "faults" -> ConsoleTables.faults();
            case "kill" -> kill(typed.allowing(List.of()).word(1, AN_ENGINE));
            case "interrupt" -> interrupt(typed.allowing(List.of("notice", "said")));
            case "rebalance" -> rebalance(typed.allowing(List.of()).word(1, "an instance"));
            case "slow" -> slow(typed.allowing(List.of()));
            case "restore" -> restore(typed.allowing(List.of()));
            case "fault" -> fault(typed.allowing(List.of("times", "contains", "path")));
            case "clear" -> clear(typed.allowing(List.of()).word(1, AN_ENGINE));
            default -> levers.pull(lever(command, typed));
        };
    }

    private static CloudLever lever(String command, TypedCommand typed) {
        Kind kind = Kind.of(command).orElseThrow(() -> {
            List<String> all = new ArrayList<>(COMMANDS);
            all.addAll(Kind.all());
            return new SandboxException(
                    "There is no command " + command + "; the nearest is " + FaultWords.nearest(command, all) + ".");
        });
        Map<String, String> values =
                new HashMap<>(typed.allowing(kind.options()).options());
        for (int i = 0; i < kind.words().size(); i++) {
            values.put(
                    kind.words().get(i), typed.word(i + 1, "a " + kind.words().get(i)));
        }
        return new CloudLever(kind, values);
    }

    private String strike(TypedCommand typed) {
        String provider = typed.word(1, "a provider");
        ApiTrouble trouble = FarEndJson.trouble(typed.word(2, "a trouble"));
        int times = (int) TypedCommand.number(typed.option("times", "1"));
        levers.strike(provider, trouble, times);
        return "The API of %s says %s to the next %d calls.".formatted(provider, FarEndJson.word(trouble), times);
    }

    private String heal(String provider) {
        levers.heal(provider);
        return "The API of " + provider + " works well again.";
    }

    private String kill(String id) {
        levers.kill(id);
        return id + " is killed.";
    }

    private String interrupt(TypedCommand typed) {
        String id = typed.word(1, AN_ENGINE);
        String notice = typed.option("notice", Interrupting.USUAL.toSeconds() + "s");
        if (notice.equals("none")) {
            levers.interrupt(id, Interrupting.atOnce());
            return id + " is gone, without a word.";
        }
        Duration time = Durations.parse(notice);
        levers.interrupt(id, Interrupting.after(time).said(typed.option("said", "at-once")));
        return id + " takes nothing new and ends in " + time.toMillis() / 1000.0 + " s.";
    }

    private String rebalance(String id) {
        levers.rebalance(id);
        return id + " is told that it may be interrupted.";
    }

    private String slow(TypedCommand typed) {
        String id = typed.word(1, AN_ENGINE);
        levers.slow(id, TypedCommand.number(typed.word(2, "a factor")));
        return id + " is " + typed.words().get(2) + " times slower.";
    }

    private String restore(TypedCommand typed) {
        if (typed.words().size() < 2) {
            levers.restoreCloud();
            return "The cloud behaves well again, at list prices.";
        }
        levers.restore(typed.words().get(1));
        return typed.words().get(1) + " is being restored.";
    }

    private String clear(String id) {
        levers.clearFaults(id);
        return id + " has no more faults.";
    }

    private String fault(TypedCommand typed) {
        String id = typed.word(1, AN_ENGINE);
        FaultKind kind = FaultWords.kind(typed.word(2, "a kind of fault"));
        boolean hasAmount = typed.words().size() > 3 && typed.words().get(3).matches("\\d+");
        long amount = hasAmount ? (long) TypedCommand.number(typed.words().get(3)) : kind.defaultAmount();
        Fault fault = Fault.of(kind, amount, typed.rest(hasAmount ? 4 : 3))
                .times((int) TypedCommand.number(typed.option("times", "0")));
        if (typed.options().containsKey("contains")) {
            fault = fault.whenBodyContains(typed.option("contains", ""));
        }
        if (typed.options().containsKey("path")) {
            fault = fault.onPath(typed.option("path", ""));
        }
        levers.fault(id, fault);
        return id + " now has the fault " + fault + ".";
    }
}
