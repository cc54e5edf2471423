package io.skipjack.app.cli;

import io.skipjack.app.Router;
import io.skipjack.provider.sandbox.Sandbox;
import io.skipjack.provider.sandbox.SandboxStatus;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Tells what changes while a demo runs: an engine's state, and which tier the answers come from. */
final class Narrator implements AutoCloseable {
    private static final long EVERY_MILLIS = 500;

    private final ScheduledExecutorService looks = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("demo-narrator").daemon().factory());
    private final Lines lines;
    private final Map<String, String> states = new HashMap<>();
    private Map<String, Long> ended = Map.of();
    private String answering = "";

    private Narrator(Lines lines) {
        this.lines = lines;
    }

    static Narrator of(Sandbox sandbox, Router router, Lines lines) {
        Narrator narrator = new Narrator(lines);
        sandbox.status().forEach(engine -> narrator.states.put(engine.id(), engine.state()));
        narrator.looks.scheduleWithFixedDelay(
                () -> narrator.look(sandbox::status, router::ended), EVERY_MILLIS, EVERY_MILLIS, TimeUnit.MILLISECONDS);
        return narrator;
    }

    private void look(Supplier<List<SandboxStatus>> engines, Supplier<Map<String, Long>> traffic) {
        for (SandboxStatus engine : engines.get()) {
            String before = states.put(engine.id(), engine.state());
            if (!engine.state().equals(before)) {
                lines.tell(engine.id() + " is " + engine.state());
            }
        }
        follow(traffic.get());
    }

    private void follow(Map<String, Long> now) {
        List<String> tiers = now.keySet().stream()
                .filter(tier -> now.getOrDefault(tier, 0L) > ended.getOrDefault(tier, 0L))
                .filter(tier -> !tier.equals("none"))
                .toList();
        ended = now;
        String names = String.join(" and ", tiers);
        if (!tiers.isEmpty() && !names.equals(answering)) {
            lines.tell(answering.isEmpty() ? "answers come from " + names : "traffic moved: now from " + names);
            answering = names;
        }
    }

    @Override
    public void close() {
        looks.shutdownNow();
    }
}
