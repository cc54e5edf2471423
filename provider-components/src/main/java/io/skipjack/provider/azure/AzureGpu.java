package io.skipjack.provider.azure;

import io.skipjack.domain.market.GpuChoice;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The serverless GPUs of Container Apps, one to a replica. CPU and memory are the most that a replica of the profile may
 * have (learn.microsoft.com/azure/container-apps/workload-profiles-overview), and all of it is used: weights go through it.
 * A profile's own name may have 15 characters (Azure/azure-cli issue 31239), so it is not its type's.
 */
enum AzureGpu {
    T4("T4", "Consumption-GPU-NC8as-T4", 8, 56),
    A100_80GB("A100_80GB", "Consumption-GPU-NC24-A100", 24, 220);

    private final String gpu;
    private final String profileType;
    private final int cpus;
    private final int memoryGib;

    AzureGpu(String gpu, String profileType, int cpus, int memoryGib) {
        this.gpu = gpu;
        this.profileType = profileType;
        this.cpus = cpus;
        this.memoryGib = memoryGib;
    }

    static List<String> names() {
        return Arrays.stream(values()).map(AzureGpu::gpu).toList();
    }

    static Optional<AzureGpu> of(GpuChoice choice) {
        return Arrays.stream(values())
                .filter(each -> each.gpu.equals(choice.gpu()) && choice.count() == 1)
                .findFirst();
    }

    /** Why there is none for that choice, with the next step. */
    static String impossible(GpuChoice choice) {
        return names().contains(choice.gpu())
                ? "Azure Container Apps gives a replica one GPU, not %d; set gpu_count to 1".formatted(choice.count())
                : "Azure Container Apps has no %s; choose one of %s, or another provider"
                        .formatted(choice.gpu(), String.join(", ", names()));
    }

    /** Its name in the catalog. */
    String gpu() {
        return gpu;
    }

    String profileType() {
        return profileType;
    }

    /** What its profile is called in an environment, and the end of that environment's name: {@code t4} or {@code a100}. */
    String word() {
        return gpu.toLowerCase(java.util.Locale.ROOT).replaceFirst("_.*", "");
    }

    int cpus() {
        return cpus;
    }

    int memoryGib() {
        return memoryGib;
    }
}
