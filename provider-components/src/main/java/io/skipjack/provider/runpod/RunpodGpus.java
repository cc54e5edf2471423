package io.skipjack.provider.runpod;

import io.skipjack.domain.market.GpuChoice;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * RunPod's names of the GPUs we know (docs.runpod.io/references/gpu-types). Which pool a card is in, what it costs and
 * whether it is to be had, its catalogue says.
 */
final class RunpodGpus {
    private static final Map<String, List<String>> IDS = ids();

    /** GPUs of one worker at most: no machine of RunPod's has more. */
    static final int MOST = 8;

    private RunpodGpus() {}

    private static Map<String, List<String>> ids() {
        Map<String, List<String>> ids = new LinkedHashMap<>();
        ids.put("L4", List.of("NVIDIA L4"));
        ids.put("A5000", List.of("NVIDIA RTX A5000"));
        ids.put("RTX4090", List.of("NVIDIA GeForce RTX 4090"));
        ids.put("A4000", List.of("NVIDIA RTX A4000"));
        ids.put("A6000", List.of("NVIDIA RTX A6000"));
        ids.put("A40", List.of("NVIDIA A40"));
        ids.put("L40", List.of("NVIDIA L40"));
        ids.put("L40S", List.of("NVIDIA L40S"));
        ids.put("A100_80GB", List.of("NVIDIA A100-SXM4-80GB", "NVIDIA A100 80GB PCIe"));
        ids.put("H100", List.of("NVIDIA H100 80GB HBM3", "NVIDIA H100 PCIe", "NVIDIA H100 NVL"));
        ids.put("H200", List.of("NVIDIA H200"));
        ids.put("B200", List.of("NVIDIA B200"));
        ids.put("RTX_PRO_6000", List.of("NVIDIA RTX PRO 6000 Blackwell Server Edition"));
        return ids;
    }

    /** By their names in our catalog. */
    static List<String> names() {
        return List.copyOf(IDS.keySet());
    }

    /** RunPod's names of the cards we count as one, most common first; none when RunPod does not sell it. */
    static List<String> ids(String gpu) {
        return IDS.getOrDefault(gpu, List.of());
    }

    static boolean sells(GpuChoice gpu) {
        return IDS.containsKey(gpu.gpu()) && gpu.count() <= MOST;
    }

    /** What to choose instead. */
    static String choices() {
        return "choose one of %s, at most %d of it".formatted(String.join(", ", IDS.keySet()), MOST);
    }
}
