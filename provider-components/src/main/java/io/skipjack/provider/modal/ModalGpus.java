package io.skipjack.provider.modal;

import io.skipjack.domain.market.GpuChoice;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What Modal sells, from modal.com/docs/guide/gpu: its words by ours, and how many of them one container may have. */
final class ModalGpus {
    private static final int USUAL_MOST = 8;
    private static final int MOST_A10 = 4;

    private static final Map<String, String> IDS = new LinkedHashMap<>();

    static {
        IDS.put("L4", "L4");
        IDS.put("T4", "T4");
        // one product of Modal's, called A10G until 2025
        IDS.put("A10G", "A10");
        IDS.put("A10", "A10");
        IDS.put("L40S", "L40S");
        IDS.put("A100_40GB", "A100-40GB");
        IDS.put("A100_80GB", "A100-80GB");
        IDS.put("RTX_PRO_6000", "RTX-PRO-6000");
        // without "!" it may be given an H200 for the same price
        IDS.put("H100", "H100");
        IDS.put("H200", "H200");
        IDS.put("B200", "B200");
    }

    private ModalGpus() {}

    static List<String> names() {
        return List.copyOf(IDS.keySet());
    }

    /** Why there is no such choice, with the next step; null when there is. */
    static @Nullable String impossible(GpuChoice gpu) {
        String id = IDS.get(gpu.gpu());
        if (id == null) {
            return "Modal sells no %s; choose one of %s".formatted(gpu.gpu(), String.join(", ", names()));
        }
        int most = id.equals("A10") ? MOST_A10 : USUAL_MOST;
        return gpu.count() <= most
                ? null
                : "Modal gives a container at most %d %s, not %d; lower the count or choose a larger GPU"
                        .formatted(most, gpu.gpu(), gpu.count());
    }

    /** In Modal's words, such as {@code A100-80GB:2}. */
    static String id(GpuChoice gpu) {
        return IDS.getOrDefault(gpu.gpu(), gpu.gpu()) + ":" + gpu.count();
    }
}
