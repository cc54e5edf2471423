package io.skipjack.provider.cloudrun;

import io.skipjack.domain.market.GpuChoice;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The GPUs Cloud Run has, one to an instance, with what an instance gets besides. Google asks for at least 4 CPU and 16 GiB
 * with an L4, 20 CPU and 80 GiB with an RTX PRO 6000 (docs.cloud.google.com/run/docs/configuring/services/gpu). An L4 gets
 * twice that, as in Google's own examples: the disk of an instance is its memory, and the weights are first written there.
 */
enum CloudRunGpu {
    L4("L4", "nvidia-l4", 8, 32),
    RTX_PRO_6000("RTX_PRO_6000", "nvidia-rtx-pro-6000", 20, 80);

    private final String gpu;
    private final String accelerator;
    private final int cpus;
    private final int memoryGib;

    CloudRunGpu(String gpu, String accelerator, int cpus, int memoryGib) {
        this.gpu = gpu;
        this.accelerator = accelerator;
        this.cpus = cpus;
        this.memoryGib = memoryGib;
    }

    static List<String> names() {
        return Arrays.stream(values()).map(CloudRunGpu::gpu).toList();
    }

    static Optional<CloudRunGpu> of(GpuChoice choice) {
        return Arrays.stream(values())
                .filter(each -> each.gpu.equals(choice.gpu()) && choice.count() == 1)
                .findFirst();
    }

    /** Why there is none for that choice, with the next step. */
    static String impossible(GpuChoice choice) {
        return names().contains(choice.gpu())
                ? "Cloud Run gives an instance one GPU, not %d; set gpu_count to 1".formatted(choice.count())
                : "Cloud Run has no %s; choose one of %s, or another provider"
                        .formatted(choice.gpu(), String.join(", ", names()));
    }

    /** Its name in the catalog. */
    String gpu() {
        return gpu;
    }

    /** Its name in {@code nodeSelector}. */
    String accelerator() {
        return accelerator;
    }

    int cpus() {
        return cpus;
    }

    int memoryGib() {
        return memoryGib;
    }
}
