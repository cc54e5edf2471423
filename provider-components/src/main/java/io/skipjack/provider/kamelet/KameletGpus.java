package io.skipjack.provider.kamelet;

import io.skipjack.domain.market.GpuChoice;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The GPUs a provider sells, each with its own word for a machine that has so many of them.
 *
 * @param shapes in the order of the file, most common first
 */
record KameletGpus(Map<GpuChoice, String> shapes) {
    private static final Pattern GPU = Pattern.compile("([A-Za-z0-9_-]+)(?::(\\d{1,2}))?");

    /** Reads {@code L4=gpu.l4.1 L4:2=gpu.l4.2}; without a number it is one. */
    static KameletGpus of(Map<String, String> words) {
        Map<GpuChoice, String> shapes = new LinkedHashMap<>();
        words.forEach((gpu, shape) -> {
            Matcher matcher = GPU.matcher(gpu);
            if (!matcher.matches()) {
                throw new IllegalArgumentException(
                        "skipjack/gpus: a GPU is written like L4 or H100:2, not '%s'".formatted(gpu));
            }
            int count = matcher.group(2) == null ? 1 : Integer.parseInt(matcher.group(2));
            shapes.put(new GpuChoice(matcher.group(1), count), shape);
        });
        return new KameletGpus(shapes);
    }

    List<String> names() {
        return shapes.keySet().stream().map(GpuChoice::gpu).distinct().toList();
    }

    @Nullable
    String shape(GpuChoice gpu) {
        return shapes.get(gpu);
    }

    Optional<GpuChoice> gpu(String shape) {
        return shapes.entrySet().stream()
                .filter(each -> each.getValue().equals(shape))
                .map(Map.Entry::getKey)
                .findFirst();
    }
}
