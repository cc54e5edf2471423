package io.skipjack.provider.baseten;

import io.skipjack.domain.market.GpuChoice;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Baseten's names of the GPUs we know: {@code Accelerator} in truss/base/truss_config.py of github.com/basetenlabs/truss. */
final class BasetenGpus {
    /** GPUs of one instance at most (docs.baseten.co/deployment/resources). */
    static final int MOST = 8;

    private static final Map<String, String> NAMES = names();

    private BasetenGpus() {}

    private static Map<String, String> names() {
        Map<String, String> names = new LinkedHashMap<>();
        names.put("L4", "L4");
        names.put("T4", "T4");
        names.put("A10G", "A10G");
        names.put("A100_80GB", "A100");
        names.put("A100_40GB", "A100_40GB");
        names.put("H100", "H100");
        names.put("H100_MIG", "H100_40GB");
        names.put("H200", "H200");
        names.put("B200", "B200");
        names.put("L40S", "L40S");
        names.put("RTX_PRO_6000", "RTX_PRO_6000");
        return names;
    }

    /** By their names in our catalog. */
    static List<String> all() {
        return List.copyOf(NAMES.keySet());
    }

    /** What to choose instead of what is not sold. */
    static String choices() {
        return "choose one of %s, at most %d of it".formatted(String.join(", ", NAMES.keySet()), MOST);
    }

    /** As a Truss names it, such as {@code L4} or {@code H100:2}; null when Baseten does not sell it. */
    static @Nullable String accelerator(GpuChoice gpu) {
        String name = NAMES.get(gpu.gpu());
        if (name == null || gpu.count() > MOST) {
            return null;
        }
        return gpu.count() == 1 ? name : name + ":" + gpu.count();
    }

    /** Our name of it. */
    static Optional<String> ours(String accelerator) {
        return NAMES.entrySet().stream()
                .filter(each -> each.getValue().equals(accelerator))
                .map(Map.Entry::getKey)
                .findFirst();
    }
}
