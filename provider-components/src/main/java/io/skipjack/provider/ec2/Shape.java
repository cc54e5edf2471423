package io.skipjack.provider.ec2;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.ArchitectureType;
import software.amazon.awssdk.services.ec2.model.GpuDeviceInfo;
import software.amazon.awssdk.services.ec2.model.InstanceTypeInfo;

/**
 * An instance type with NVIDIA GPUs that the engine's image runs on.
 *
 * @param name such as {@code g6.xlarge}
 * @param gpu as deployments name it
 * @param gpuCount whole GPUs, at least 1
 * @param vcpus what quotas count
 */
record Shape(String name, String gpu, int gpuCount, int vcpus) {
    private static final int LARGE_A100 = 60_000;
    private static final int WHOLE_L4 = 20_000;

    /** Null for what cannot be used: no or other GPUs, parts of one, ARM, bare metal. */
    static @Nullable Shape of(InstanceTypeInfo type) {
        if (type.gpuInfo() == null
                || !type.gpuInfo().hasGpus()
                || type.gpuInfo().gpus().size() != 1
                || Boolean.TRUE.equals(type.bareMetal())
                || !runsImage(type)) {
            return null;
        }
        GpuDeviceInfo device = type.gpuInfo().gpus().getFirst();
        String gpu = gpu(device);
        return gpu == null || device.count() == null || device.count() < 1
                ? null
                : new Shape(type.instanceTypeAsString(), gpu, device.count(), vcpus(type));
    }

    private static boolean runsImage(InstanceTypeInfo type) {
        List<ArchitectureType> architectures =
                type.processorInfo() == null ? List.of() : type.processorInfo().supportedArchitectures();
        return architectures.isEmpty() || architectures.contains(ArchitectureType.X86_64);
    }

    private static int vcpus(InstanceTypeInfo type) {
        return type.vCpuInfo() == null || type.vCpuInfo().defaultVCpus() == null
                ? 0
                : type.vCpuInfo().defaultVCpus();
    }

    /** EC2 calls both A100s A100, and a slice of an L4 an L4: their memory tells. */
    private static @Nullable String gpu(GpuDeviceInfo device) {
        boolean part = device.gpuPartitionSize() != null && device.gpuPartitionSize() < 1;
        if (part || (device.manufacturer() != null && !device.manufacturer().equalsIgnoreCase("NVIDIA"))) {
            return null;
        }
        String name = device.name() == null ? "" : device.name().toUpperCase(Locale.ROOT);
        Integer size = device.memoryInfo() == null ? null : device.memoryInfo().sizeInMiB();
        int memory = size == null ? Integer.MAX_VALUE : size;
        if (name.equals("A100")) {
            return memory >= LARGE_A100 ? "A100_80GB" : "A100_40GB";
        }
        if (name.equals("L4") && memory < WHOLE_L4) {
            return null;
        }
        return name.matches("RTX PRO.*6000.*") ? "RTX_PRO_6000" : word(name);
    }

    private static @Nullable String word(String name) {
        String word = name.replaceAll("[^A-Z0-9]+", "_").replaceAll("^_|_$", "");
        return word.isEmpty() ? null : word;
    }
}
