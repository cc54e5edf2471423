package io.skipjack.app.inference;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.skipjack.domain.cost.Usage;
import io.skipjack.domain.deployment.Deployment;
import io.skipjack.domain.deployment.Tier;
import io.skipjack.openai.InferenceRequest;
import io.skipjack.openai.Operation;
import io.skipjack.processors.inference.AnswerOutcome;
import io.skipjack.processors.inference.Inference;
import io.skipjack.processors.inference.UsageBook;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Books ended requests as metrics under OpenTelemetry's GenAI names (semantic conventions for generative AI, metrics),
 * with the buckets it advises, and ours under {@code skipjack.*}. The meters of a label set are looked up once and kept:
 * a request costs a few atomic adds. Upstreams are no label: replicas come and go, and their names would add up for ever.
 */
final class GenAiMeters implements UsageBook {
    private static final double[] TOKENS = {1, 4, 16, 64, 256, 1024, 4096, 16384, 65536, 262144, 1048576};
    private static final Duration[] DURATIONS =
            millis(10, 20, 40, 80, 160, 320, 640, 1280, 2560, 5120, 10240, 20480, 40960, 81920);
    private static final Duration[] FIRST_TOKEN =
            millis(1, 5, 10, 20, 40, 60, 80, 100, 250, 500, 750, 1000, 2500, 5000, 7500, 10000, 30000, 60000, 120000);
    private static final Duration[] PER_TOKEN =
            millis(1, 5, 10, 25, 50, 75, 100, 150, 200, 300, 400, 500, 750, 1000, 2500);

    private final MeterRegistry registry;
    private final Map<Labels, Meters> meters = new ConcurrentHashMap<>();

    GenAiMeters(MeterRegistry registry) {
        this.registry = registry;
    }

    private record Labels(
            Operation operation,
            String deployment,
            String model,
            @Nullable Tier tier,
            AnswerOutcome outcome) {}

    private record Meters(
            Timer duration,
            Timer firstToken,
            Timer perToken,
            DistributionSummary input,
            DistributionSummary output,
            Counter failovers,
            Counter cut) {}

    @Override
    public void ended(Inference inference, AnswerOutcome outcome) {
        InferenceRequest request = inference.requestOrNull();
        Deployment deployment = inference.deploymentOrNull();
        if (request == null || deployment == null) {
            return;
        }
        Labels labels = new Labels(
                request.operation(),
                deployment.name(),
                deployment.model(),
                inference.answeredByUpstream() ? inference.tier() : null,
                outcome);
        Meters known = meters.get(labels);
        Meters to = known != null ? known : meters.computeIfAbsent(labels, this::register);
        record(to, inference);
        if (outcome == AnswerOutcome.CUT) {
            to.cut.increment();
        }
    }

    private static void record(Meters to, Inference inference) {
        long now = System.nanoTime();
        to.duration.record(Duration.ofNanos(now - inference.startedNanos()));
        long first = inference.firstTokenNanos();
        if (first != 0) {
            to.firstToken.record(Duration.ofNanos(first - inference.startedNanos()));
            int following = inference.outputEvents() - 1;
            if (following > 0) {
                to.perToken.record(Duration.ofNanos((now - first) / following));
            }
        }
        Usage usage = inference.usage();
        if (usage.promptTokens() + usage.completionTokens() > 0) {
            to.input.record(usage.promptTokens());
            to.output.record(usage.completionTokens());
        }
        if (inference.legsUnseen() > 0) {
            to.failovers.increment(inference.legsUnseen());
        }
    }

    private Meters register(Labels labels) {
        Tags tags = Tags.of(
                "gen_ai.operation.name",
                GenAiNames.operation(labels.operation),
                "gen_ai.request.model",
                labels.model,
                "gen_ai.provider.name",
                GenAiNames.PROVIDER,
                "skipjack.deployment",
                labels.deployment,
                "skipjack.tier",
                tier(labels),
                "skipjack.outcome",
                labels.outcome.label());
        return new Meters(
                timer("gen_ai.server.request.duration", "From the request's head to the answer's end", DURATIONS, tags),
                timer(
                        "gen_ai.server.time_to_first_token",
                        "From the request's head to the answer's first event",
                        FIRST_TOKEN,
                        tags),
                timer(
                        "gen_ai.server.time_per_output_token",
                        "Mean time between two events of an answer",
                        PER_TOKEN,
                        tags),
                summary(tags.and("gen_ai.token.type", "input")),
                summary(tags.and("gen_ai.token.type", "output")),
                Counter.builder("skipjack.replayed.legs")
                        .description(
                                "Attempts that failed before the client had seen anything, and were made again elsewhere")
                        .tags(tags)
                        .register(registry),
                cut(labels));
    }

    /** With the first request of a kind, whatever its end, so that the first that is cut shows as an increase. */
    private Counter cut(Labels labels) {
        return Counter.builder("skipjack.streams.cut")
                .description("Answers that had begun and could not be ended honestly")
                .tags("skipjack.deployment", labels.deployment, "skipjack.tier", tier(labels))
                .register(registry);
    }

    private static String tier(Labels labels) {
        return labels.tier == null ? "none" : labels.tier.label();
    }

    private Timer timer(String name, String description, Duration[] buckets, Tags tags) {
        return Timer.builder(name)
                .description(description)
                .serviceLevelObjectives(buckets)
                .tags(tags)
                .register(registry);
    }

    private DistributionSummary summary(Tags tags) {
        // no base unit: OpenTelemetry writes it {token}, and what stands in braces is no part of a Prometheus name
        return DistributionSummary.builder("gen_ai.client.token.usage")
                .description("Tokens of a request as the engine counted them")
                .serviceLevelObjectives(TOKENS)
                .tags(tags)
                .register(registry);
    }

    private static Duration[] millis(long... values) {
        Duration[] durations = new Duration[values.length];
        for (int i = 0; i < values.length; i++) {
            durations[i] = Duration.ofMillis(values[i]);
        }
        return durations;
    }
}
