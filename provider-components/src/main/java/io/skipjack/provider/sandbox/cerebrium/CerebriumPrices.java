package io.skipjack.provider.sandbox.cerebrium;

import io.skipjack.provider.sandbox.Tariff;
import java.math.BigDecimal;
import java.util.Map;

/** What Cerebrium charges, dollars an hour: GPUs as Tuna lists them, CPU and memory from its calculating-cost page. */
final class CerebriumPrices {
    private static final Map<String, BigDecimal> GPUS = Map.of(
            "TURING_T4", new BigDecimal("0.59"),
            "ADA_L4", new BigDecimal("0.80"),
            "AMPERE_A10", new BigDecimal("1.10"),
            "ADA_L40", new BigDecimal("1.95"),
            "AMPERE_A100_40GB", new BigDecimal("1.45"),
            "AMPERE_A100_80GB", new BigDecimal("2.06"),
            "HOPPER_H100", new BigDecimal("2.21"));
    private static final BigDecimal CORE = new BigDecimal("0.02358");
    private static final BigDecimal GIB = new BigDecimal("0.007992");

    private CerebriumPrices() {}

    static Tariff of(AppFiles files) {
        BigDecimal gpus = GPUS.getOrDefault(files.text("hardware.compute"), BigDecimal.ZERO)
                .multiply(BigDecimal.valueOf(files.number("hardware.gpu_count")));
        return Tariff.bySecond(gpus.add(CORE.multiply(new BigDecimal(files.text("hardware.cpu"))))
                .add(GIB.multiply(new BigDecimal(files.text("hardware.memory")))));
    }
}
