package io.skipjack.app.inference;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.skipjack.domain.resume.ResumeLevel;
import io.skipjack.openai.ResumeMemory;
import io.skipjack.processors.inference.Inference;
import io.skipjack.processors.inference.ResumeBook;
import io.skipjack.processors.inference.ResumeQueue;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Resumes as metrics: how many, how, why not, and how long the client saw nothing. */
final class ResumeMeters implements ResumeBook {
    private static final Duration[] SEAMS = {
        Duration.ofMillis(10),
        Duration.ofMillis(25),
        Duration.ofMillis(50),
        Duration.ofMillis(100),
        Duration.ofMillis(250),
        Duration.ofMillis(500),
        Duration.ofSeconds(1),
        Duration.ofMillis(2500),
        Duration.ofSeconds(5),
        Duration.ofSeconds(10),
        Duration.ofSeconds(30),
        Duration.ofSeconds(60),
        Duration.ofSeconds(120)
    };

    private final MeterRegistry registry;
    private final Map<Labels, Counter> counters = new ConcurrentHashMap<>();
    private final Map<Labels, Timer> seams = new ConcurrentHashMap<>();

    private record Labels(String deployment, ResumeLevel level, String outcome, String reason) {}

    ResumeMeters(MeterRegistry registry, ResumeQueue queue, ResumeMemory memory) {
        this.registry = registry;
        Gauge.builder("skipjack.resumes.waiting", queue, ResumeQueue::waiting)
                .description("Answers that have lost their upstream and wait for another")
                .register(registry);
        Gauge.builder("skipjack.resume.memory", memory, ResumeMemory::taken)
                .description("Kept of answers for resuming them")
                .baseUnit("bytes")
                .register(registry);
    }

    @Override
    public void resumed(Inference inference, ResumeLevel level, String reason, Duration seam) {
        String deployment = inference.deployment().name();
        count(new Labels(deployment, level, "resumed", reason));
        if (level == ResumeLevel.TOKENS || level == ResumeLevel.TEXT) {
            seams.computeIfAbsent(new Labels(deployment, level, "", reason), this::seam)
                    .record(seam);
        }
    }

    @Override
    public void refused(Inference inference, ResumeLevel level, String reason) {
        count(new Labels(inference.deployment().name(), level, "refused", reason));
    }

    private void count(Labels labels) {
        counters.computeIfAbsent(labels, this::counter).increment();
    }

    private Counter counter(Labels labels) {
        return Counter.builder("skipjack.resume")
                .description("Answers that lost their upstream, by what became of them")
                .tags(
                        "skipjack.deployment",
                        labels.deployment,
                        "skipjack.level",
                        labels.level.label(),
                        "skipjack.outcome",
                        labels.outcome,
                        "skipjack.reason",
                        labels.reason)
                .register(registry);
    }

    private Timer seam(Labels labels) {
        return Timer.builder("skipjack.resume.seam")
                .description("From the last event of one upstream to the first of the next")
                .serviceLevelObjectives(SEAMS)
                .tags(
                        "skipjack.deployment",
                        labels.deployment,
                        "skipjack.level",
                        labels.level.label(),
                        "skipjack.reason",
                        labels.reason)
                .register(registry);
    }
}
