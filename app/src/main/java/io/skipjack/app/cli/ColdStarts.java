package io.skipjack.app.cli;

import io.skipjack.app.cli.bench.PhaseTimes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * Cold starts at one provider after another. Each deployment is removed before the next is made: after success, after
 * failure, and after {@link #stop}.
 */
final class ColdStarts {
    private static final Duration TO_GO = Duration.ofMinutes(5);

    private final AdminClient client;
    private final ColdStartOptions options;
    private final Lines lines;
    private final Map<String, Outcome> outcomes = new LinkedHashMap<>();
    private final List<String> left = new ArrayList<>();
    private volatile boolean stopped;
    /** Whom {@link #stop} interrupts; null while there is nobody, or who must not be. */
    private @Nullable Thread runner;

    /**
     * What came of one provider.
     *
     * @param runs that came to their end
     * @param failures why the others did not
     */
    record Outcome(List<Map<String, Duration>> runs, List<String> failures) {
        PhaseTimes times() {
            return new PhaseTimes(runs);
        }
    }

    ColdStarts(AdminClient client, ColdStartOptions options, Lines lines) {
        this.client = client;
        this.options = options;
        this.lines = lines;
    }

    void run(List<String> providers, String key) {
        for (String provider : providers) {
            Outcome outcome =
                    outcomes.computeIfAbsent(provider, any -> new Outcome(new ArrayList<>(), new ArrayList<>()));
            for (int i = 0; i < options.runs && !stopped; i++) {
                once(provider, key, outcome);
            }
        }
    }

    /** From another thread: ends the run in hand, whose deployment is then removed. */
    synchronized void stop() {
        stopped = true;
        if (runner != null) {
            runner.interrupt();
        }
    }

    private synchronized void begin() throws InterruptedException {
        if (stopped) {
            throw new InterruptedException("stopped before it began");
        }
        runner = Thread.currentThread();
    }

    /** From here on no signal interrupts: what is there must be removed. */
    private synchronized void calm() {
        runner = null;
        Thread.interrupted();
    }

    private void once(String provider, String key, Outcome outcome) {
        String name = "cold-start-%s-%04x"
                .formatted(provider, ThreadLocalRandom.current().nextInt(0x10000));
        try {
            begin();
            outcome.runs().add(new ColdStartTrial(client, options, provider, name, lines).run(key));
        } catch (CommandFailure failure) {
            fail(provider, stopped ? "stopped" : String.valueOf(failure.getMessage()), outcome);
        } catch (InterruptedException stop) {
            fail(provider, "stopped", outcome);
        } finally {
            calm();
            remove(name);
        }
    }

    private void fail(String provider, String why, Outcome outcome) {
        outcome.failures().add(why);
        lines.tell("%s: %s".formatted(provider, why));
    }

    private void remove(String name) {
        if (options.keep && !stopped) {
            lines.tell("%s is kept; remove it with: skipjack destroy %s".formatted(name, name));
            return;
        }
        try {
            if (client.remove(name)) {
                new DeploymentWatch(client, name, lines, TO_GO).untilItIsGone();
                lines.tell("%s is gone, nothing of it is left".formatted(name));
            }
        } catch (CommandFailure failure) {
            left.add(name);
            lines.tell("%s MAY BE LEFT: %s; remove it with: skipjack destroy %s"
                    .formatted(name, failure.getMessage(), name));
        }
    }

    Map<String, Outcome> outcomes() {
        return outcomes;
    }

    /** Whether each provider answered each time, and nothing is left. */
    boolean fine() {
        return left.isEmpty()
                && outcomes.values().stream()
                        .allMatch(
                                each -> each.failures().isEmpty() && each.runs().size() == options.runs);
    }

    /** For programs. */
    Map<String, Object> map() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("model", options.model);
        map.put("gpu", options.gpu);
        map.put(
                "providers",
                outcomes.entrySet().stream().map(ColdStarts::provider).toList());
        map.put("left", left);
        return map;
    }

    private static Map<String, Object> provider(Map.Entry<String, Outcome> each) {
        List<Map<String, Object>> phases = new ArrayList<>();
        for (PhaseTimes.Phase phase : each.getValue().times().phases()) {
            Map<String, Object> row = new LinkedHashMap<>();
            row.put("phase", phase.name().replace(' ', '_').toLowerCase(Locale.ROOT));
            row.put("median_seconds", phase.median());
            row.put("min_seconds", phase.min());
            row.put("max_seconds", phase.max());
            phases.add(row);
        }
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("provider", each.getKey());
        map.put("runs", each.getValue().runs().size());
        map.put("failures", each.getValue().failures());
        map.put("phases", phases);
        return map;
    }
}
