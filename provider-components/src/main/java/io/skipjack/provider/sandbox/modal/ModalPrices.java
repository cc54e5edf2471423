package io.skipjack.provider.sandbox.modal;

import io.skipjack.provider.sandbox.Tariff;
import java.math.BigDecimal;
import java.util.Map;

/** What Modal charges, dollars an hour as the press quoted modal.com/pricing in 2026. */
final class ModalPrices {
    private static final Map<String, BigDecimal> GPUS = Map.ofEntries(
            price("T4", "0.59"),
            price("L4", "0.80"),
            price("A10", "1.10"),
            price("L40S", "1.95"),
            price("A100", "2.10"),
            price("A100-40GB", "2.10"),
            price("A100-80GB", "2.50"),
            price("RTX-PRO-6000", "3.03"),
            price("H100", "3.95"),
            price("H100!", "3.95"),
            price("H200", "4.54"),
            price("B200", "6.25"),
            price("B200+", "6.25"));

    /** 0.125 physical cores and 128 MiB, which a container has that asks for nothing. */
    private static final BigDecimal LEAST = new BigDecimal("0.04716")
            .multiply(new BigDecimal("0.125"))
            .add(new BigDecimal("0.007992").multiply(new BigDecimal("0.125")));

    private ModalPrices() {}

    private static Map.Entry<String, BigDecimal> price(String gpu, String dollars) {
        return Map.entry(gpu, new BigDecimal(dollars));
    }

    /** @param gpu and how many, such as {@code L4:1} */
    static Tariff of(String gpu) {
        String[] both = gpu.split(":", 2);
        BigDecimal one = GPUS.getOrDefault(both[0], BigDecimal.ZERO);
        return Tariff.bySecond(one.multiply(new BigDecimal(both[1])).add(LEAST));
    }
}
