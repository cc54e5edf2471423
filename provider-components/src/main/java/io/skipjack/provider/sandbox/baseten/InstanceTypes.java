package io.skipjack.provider.sandbox.baseten;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.skipjack.provider.sandbox.Json;
import java.math.BigDecimal;
import java.util.List;

/** {@code GET /v1/instance_type_prices}, from baseten.co/pricing in 2026. */
final class InstanceTypes {
    private static final BigDecimal MINUTES = BigDecimal.valueOf(60);

    /**
     * A machine.
     *
     * @param gpu without a count; empty for none
     * @param perMinute dollars
     */
    private record Type(String name, String gpu, int count, double perMinute) {
        private String accelerator() {
            return count == 1 ? gpu : gpu + ":" + count;
        }
    }

    private static final List<Type> ALL = List.of(
            new Type("CPU 1x2", "", 0, 0.00058),
            new Type("T4x4x16", "T4", 1, 0.01052),
            new Type("L4x4x16", "L4", 1, 0.01414),
            new Type("L4x8x32", "L4", 1, 0.01900),
            new Type("L4:2x24x96", "L4", 2, 0.04002),
            new Type("A10Gx4x16", "A10G", 1, 0.02012),
            new Type("A100x12x144", "A100", 1, 0.06667),
            new Type("H100MIGx13x117", "H100_40GB", 1, 0.06250),
            new Type("H100x26x234", "H100", 1, 0.10833),
            new Type("B200x24x350", "B200", 1, 0.16633));

    private InstanceTypes() {}

    /** Dollars of the cheapest with these GPUs, written {@code L4} or {@code L4:2}; nothing where there is none. */
    static BigDecimal perHour(String accelerator) {
        return ALL.stream()
                .filter(type -> type.accelerator().equals(accelerator.replaceFirst(":1$", "")))
                .map(type -> BigDecimal.valueOf(type.perMinute()).multiply(MINUTES))
                .min(BigDecimal::compareTo)
                .orElse(BigDecimal.ZERO);
    }

    static ObjectNode json() {
        ObjectNode answer = Json.object();
        ArrayNode types = answer.putArray("instance_types");
        for (Type type : ALL) {
            ObjectNode each = types.addObject().put("price", type.perMinute());
            each.putObject("instance_type")
                    .put("id", type.name())
                    .put("name", type.name())
                    .put("gpu_type", type.gpu().isEmpty() ? null : type.gpu())
                    .put("gpu_count", type.count());
        }
        return answer;
    }
}
