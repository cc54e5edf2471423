package io.skipjack.provider.sandbox;

import io.skipjack.provider.sandbox.ec2.BootTrouble;
import io.skipjack.provider.sandbox.ec2.UserData;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * One boot of a pretend host, from its first step to an engine that answers, in the real one's order and with its
 * reports. A host that is restored gets a new one; the old one then stops where it is.
 */
final class HostBoot {
    private static final int PULLING_PERCENT = 50;
    private static final int LOADING_PERCENT = 38;
    private static final int MOST_CRASHES = 3;
    private static final Duration FOR_EVER = Duration.ofDays(365);
    private static final Map<BootTrouble, String> LAST_WORDS = Map.of(
            BootTrouble.HF_401, "last with code 1: OSError: 401 Client Error, cannot access the model on Hugging Face",
            BootTrouble.OOM_LOOP, "last with code 137: torch.OutOfMemoryError: CUDA out of memory");

    private final FakeHost host;
    private final HostAgent agent;
    private final UserData said;
    private final BootTrouble trouble;
    private volatile boolean abandoned;

    HostBoot(FakeHost host, HostAgent agent, UserData said, BootTrouble trouble) {
        this.host = host;
        this.agent = agent;
        this.said = said;
        this.trouble = trouble;
    }

    void start() {
        Thread.ofVirtual().name(host.machine().id() + "-boot").start(() -> {
            try {
                run();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    void abandon() {
        abandoned = true;
    }

    private void run() throws InterruptedException {
        Duration boot = host.machine().boot();
        Duration pulling = boot.multipliedBy(PULLING_PERCENT).dividedBy(100);
        Duration loading = boot.multipliedBy(LOADING_PERCENT).dividedBy(100);
        Optional<String> key = host.key(said.engineKey());
        if (key.isEmpty()) {
            // the real one asks again for ever, and can sign no report meanwhile
            return;
        }
        enter("running");
        if (!passes(boot.minus(pulling).minus(loading))) {
            return;
        }
        enter("pulling");
        if (!passes(trouble == BootTrouble.PULL_HANGS ? FOR_EVER : pulling)) {
            return;
        }
        enter("loading");
        host.print("engine: INFO Starting to load model " + said.arg("model").orElse("unnamed"));
        if (LAST_WORDS.containsKey(trouble)) {
            crash(loading);
        } else if (passes(loading)) {
            startEngine(key.get());
        }
    }

    /** The engine ends instead of answering, and is started again until that is no use. */
    private void crash(Duration loading) throws InterruptedException {
        for (int crashes = 1; crashes <= MOST_CRASHES; crashes++) {
            if (!passes(loading)) {
                return;
            }
            host.print("engine: " + LAST_WORDS.getOrDefault(trouble, "").replaceFirst("last with code \\d+: ", ""));
        }
        fail("the engine ended " + MOST_CRASHES + " times, " + LAST_WORDS.get(trouble));
    }

    private boolean passes(Duration time) throws InterruptedException {
        return host.stretch().await(time) && !abandoned;
    }

    private void startEngine(String key) throws InterruptedException {
        EngineSettings usual = host.engineSettings();
        EngineSettings settings = usual.named(host.machine().id())
                .withModel(said.arg("served-model-name")
                        .or(() -> said.arg("model"))
                        .orElse("unnamed"))
                .withMaxModelLen(number("max-model-len", usual.maxModelLen()))
                .withMaxRunning(number("max-num-seqs", usual.maxRunning()))
                .onAddress(host.machine().address())
                .onPort(said.port())
                .withApiKey(key)
                .booting(Duration.ZERO, true);
        try {
            host.runs(FakeEngine.start(settings));
            host.print("engine: INFO:     Application startup complete.");
            enter("ready");
        } catch (UncheckedIOException e) {
            fail("the engine could not listen on " + settings.address() + ":" + settings.port());
        }
    }

    private int number(String arg, int otherwise) {
        return said.arg(arg)
                .filter(text -> text.matches("\\d{1,9}"))
                .map(Integer::valueOf)
                .orElse(otherwise);
    }

    private void enter(String phase) throws InterruptedException {
        host.enter(phase);
        host.print("agent: phase " + phase);
        agent.tellPhase(phase);
    }

    private void fail(String why) throws InterruptedException {
        host.enter("failed");
        host.print("agent: failure: " + why);
        agent.tellFailure(why);
    }
}
