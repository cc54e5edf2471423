package io.skipjack.provider.cerebrium;

import io.skipjack.domain.cost.WorkerShape;
import io.skipjack.domain.market.GpuChoice;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One GPU as Cerebrium sells it, from its references/hardware.md. Its memory is of the machine, about as much as the GPU has,
 * so that weights fit on their way.
 *
 * @param gpu by our name
 * @param compute by Cerebrium's
 * @param most of one replica; a plan may allow fewer (Hobby 1, Standard 4, Enterprise 8)
 * @param cores of the machine, for each GPU
 * @param memoryGb of the machine, for each GPU
 */
record CerebriumGpu(String gpu, String compute, int most, int cores, int memoryGb) {
    private static final List<CerebriumGpu> ALL = List.of(
            new CerebriumGpu("L4", "ADA_L4", 4, 4, 24),
            new CerebriumGpu("T4", "TURING_T4", 4, 4, 16),
            // what AWS calls A10G: Cerebrium's machines are AWS's
            new CerebriumGpu("A10G", "AMPERE_A10", 4, 4, 24),
            new CerebriumGpu("A10", "AMPERE_A10", 4, 4, 24),
            new CerebriumGpu("L40S", "ADA_L40", 4, 8, 48),
            new CerebriumGpu("L40", "ADA_L40", 4, 8, 48),
            new CerebriumGpu("A100_40GB", "AMPERE_A100_40GB", 8, 8, 48),
            new CerebriumGpu("A100_80GB", "AMPERE_A100_80GB", 8, 8, 80),
            new CerebriumGpu("RTX_PRO_6000", "BLACKWELL_RTX6000", 8, 8, 96),
            new CerebriumGpu("H100", "HOPPER_H100", 8, 12, 80),
            new CerebriumGpu("H200", "HOPPER_H200", 8, 12, 144),
            new CerebriumGpu("B200", "BLACKWELL_B200", 8, 16, 192));

    private static final Map<String, CerebriumGpu> BY_NAME =
            ALL.stream().collect(Collectors.toUnmodifiableMap(CerebriumGpu::gpu, Function.identity()));

    static List<String> names() {
        return ALL.stream().map(CerebriumGpu::gpu).toList();
    }

    /** Why there is no such choice, with the next step; null when there is. */
    static @Nullable String impossible(GpuChoice choice) {
        CerebriumGpu known = BY_NAME.get(choice.gpu());
        if (known == null) {
            return "Cerebrium sells no %s; choose one of %s".formatted(choice.gpu(), String.join(", ", names()));
        }
        return choice.count() <= known.most
                ? null
                : "Cerebrium gives a replica at most %d %s, not %d; lower the count or choose a larger GPU"
                        .formatted(known.most, choice.gpu(), choice.count());
    }

    /** What a replica has besides its GPUs; nothing for one that is not sold. */
    static WorkerShape shape(GpuChoice choice) {
        CerebriumGpu known = BY_NAME.get(choice.gpu());
        return known == null
                ? WorkerShape.NONE
                : WorkerShape.of((long) known.cores * choice.count(), (long) known.memoryGb * choice.count());
    }

    /** @throws IllegalArgumentException for one that is not sold */
    static CerebriumGpu of(GpuChoice choice) {
        return Optional.ofNullable(BY_NAME.get(choice.gpu()))
                .orElseThrow(() -> new IllegalArgumentException("Cerebrium sells no " + choice.gpu()));
    }
}
