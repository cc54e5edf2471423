package io.skipjack.provider.spi;

import io.skipjack.domain.deployment.ColdStartMode;
import io.skipjack.domain.deployment.EngineSpec;
import io.skipjack.domain.market.GpuChoice;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * vLLM's arguments for a deployment on a GPU. The user's own come last, so that of two the user's counts.
 *
 * <p>Without {@code --disable-log-requests}: newer vLLM ends at once when it meets that flag, and logs no requests unless
 * asked to.
 */
public final class EngineArguments {
    /** Their cores do not know bfloat16, which most models are published in and vLLM would insist on. */
    private static final Set<String> HALF_ONLY = Set.of("T4", "V100");
    /** Between the engine's own limit for running answers and the moment it is killed. */
    private static final Duration LAST_WORDS = Duration.ofSeconds(5);
    /** Within the container; the instance's port is mapped to it. */
    /** Where an engine listens in its container. */
    public static final int PORT = 8000;

    private EngineArguments() {}

    /** @param stopTimeout from the wish that it ends to its being killed */
    public static List<String> of(String model, EngineSpec engine, GpuChoice gpu, Duration stopTimeout) {
        if (model.startsWith("-")) {
            throw new IllegalArgumentException(
                    "model '%s' would be read as one of the engine's options".formatted(model));
        }
        List<String> arguments =
                new ArrayList<>(List.of("--model", model, "--served-model-name", model, "--host", "0.0.0.0"));
        arguments.addAll(
                List.of("--port", Integer.toString(PORT), "--max-model-len", Integer.toString(engine.maxModelLen())));
        int parallel = engine.tensorParallelSize() == 0 ? gpu.count() : engine.tensorParallelSize();
        arguments.addAll(List.of("--tensor-parallel-size", Integer.toString(parallel)));
        if (engine.quantization() != null) {
            arguments.addAll(List.of("--quantization", engine.quantization()));
        }
        long shutdown = Math.max(1, stopTimeout.minus(LAST_WORDS).toSeconds());
        arguments.addAll(List.of("--shutdown-timeout", Long.toString(shutdown)));
        arguments.addAll(unlessNamed(engine, gpu));
        arguments.addAll(engine.extraArguments());
        return List.copyOf(arguments);
    }

    /** What the user may decide otherwise. */
    private static List<String> unlessNamed(EngineSpec engine, GpuChoice gpu) {
        List<String> extra = engine.extraArguments();
        List<String> arguments = new ArrayList<>();
        if (HALF_ONLY.contains(gpu.gpu()) && !names(extra, "--dtype")) {
            arguments.addAll(List.of("--dtype", "half"));
        }
        if (engine.coldStartMode() == ColdStartMode.FAST_BOOT && !names(extra, "--no-enforce-eager")) {
            arguments.add("--enforce-eager");
        }
        if (!names(extra, "--allowed-media-domains")) {
            // no such domain: the engine fetches no URL that a caller puts into a prompt
            arguments.addAll(List.of("--allowed-media-domains", "none"));
        }
        return arguments;
    }

    private static boolean names(List<String> arguments, String option) {
        return arguments.stream()
                .map(argument -> argument.replaceFirst("[= ].*", "").replace('_', '-'))
                .anyMatch(option::equals);
    }
}
