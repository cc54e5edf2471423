package io.skipjack.domain.deployment;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How the engine of each replica is started; the provider turns it into vLLM's arguments.
 *
 * @param maxModelLen tokens of prompt and answer together, 1 to 10000000; 4096 by default (Tuna)
 * @param tensorParallelSize GPUs one model is split over, 1 to 16; 0 (default) for all of the replica
 * @param quantization such as {@code awq} or {@code fp8}; null for the model's own
 * @param coldStartMode ready soon (default) or fast later
 * @param extraArguments more of vLLM's own, each as one word, such as {@code --enable-prefix-caching}; none that decide
 *     what we decide (model, address, key)
 */
public record EngineSpec(
        int maxModelLen,
        int tensorParallelSize,
        @Nullable String quantization,
        ColdStartMode coldStartMode,
        List<String> extraArguments) {

    public static final EngineSpec DEFAULT = new EngineSpec(4096, 0, null, ColdStartMode.FAST_BOOT, List.of());

    private static final int MOST_TOKENS = 10_000_000;
    private static final int MOST_ARGUMENTS = 64;
    private static final int LONGEST_ARGUMENT = 1024;
    private static final Pattern WORD = Pattern.compile("[a-z0-9][a-z0-9_-]{0,31}");
    /** Ours to set: a second value would move the engine away from where the router asks, or open it to others. */
    private static final Set<String> OURS = Set.of(
            "--model",
            "--host",
            "--port",
            "--uds",
            "--api-key",
            "--root-path",
            "--served-model-name",
            "--max-model-len",
            "--tensor-parallel-size",
            "-tp",
            "--quantization",
            "-q",
            "--shutdown-timeout",
            "--ssl-keyfile",
            "--ssl-certfile");

    public EngineSpec {
        extraArguments = List.copyOf(extraArguments);
        Words.requireRange("max_model_len", maxModelLen, 1, MOST_TOKENS);
        Words.requireRange("tensor_parallel_size", tensorParallelSize, 0, 16);
        if (quantization != null && !WORD.matcher(quantization).matches()) {
            throw new IllegalArgumentException(
                    "quantization '%s' must be a word such as awq or fp8".formatted(quantization));
        }
        Words.requireRange("number of extra_args", extraArguments.size(), 0, MOST_ARGUMENTS);
        extraArguments.forEach(EngineSpec::requireAllowed);
    }

    private static void requireAllowed(String argument) {
        if (argument.isBlank()
                || argument.length() > LONGEST_ARGUMENT
                || argument.chars().anyMatch(c -> c < ' ' || c > '~')) {
            throw new IllegalArgumentException(
                    "extra_args: each must be 1 to %d printable ASCII characters".formatted(LONGEST_ARGUMENT));
        }
        String name = argument.replaceFirst("[= ].*", "").replace('_', '-');
        if (OURS.contains(name)) {
            throw new IllegalArgumentException(
                    "extra_args: %s is set by the router; use the key of its own, if it has one".formatted(name));
        }
    }
}
