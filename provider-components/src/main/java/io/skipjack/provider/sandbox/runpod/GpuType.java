package io.skipjack.provider.sandbox.runpod;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.skipjack.provider.sandbox.Json;
import java.math.BigDecimal;
import java.util.List;

/**
 * A card that the pretend RunPod sells.
 *
 * @param id RunPod's
 * @param pool of similar cards; empty for one that is not sold serverless
 * @param memory in GB
 * @param perHour dollars of one, serverless
 * @param most GPUs of one machine
 */
record GpuType(String id, String pool, int memory, double perHour, int most) {
    /** Pools and prices as RunPod published them in 2026 (runpod.io/pricing, flex workers). */
    static final List<GpuType> ALL = List.of(
            new GpuType("NVIDIA RTX A4000", "AMPERE_16", 16, 0.58, 8),
            new GpuType("NVIDIA RTX 4000 Ada Generation", "AMPERE_16", 20, 0.58, 8),
            new GpuType("NVIDIA L4", "AMPERE_24", 24, 0.69, 8),
            new GpuType("NVIDIA RTX A5000", "AMPERE_24", 24, 0.69, 8),
            new GpuType("NVIDIA GeForce RTX 3090", "AMPERE_24", 24, 0.69, 8),
            new GpuType("NVIDIA GeForce RTX 4090", "ADA_24", 24, 1.10, 8),
            new GpuType("NVIDIA RTX A6000", "AMPERE_48", 48, 1.22, 8),
            new GpuType("NVIDIA A40", "AMPERE_48", 48, 1.22, 8),
            new GpuType("NVIDIA L40", "ADA_48_PRO", 48, 1.90, 8),
            new GpuType("NVIDIA L40S", "ADA_48_PRO", 48, 1.90, 8),
            new GpuType("NVIDIA A100-SXM4-80GB", "AMPERE_80", 80, 2.72, 8),
            new GpuType("NVIDIA A100 80GB PCIe", "AMPERE_80", 80, 2.72, 8),
            new GpuType("NVIDIA H100 80GB HBM3", "ADA_80_PRO", 80, 4.18, 8),
            new GpuType("NVIDIA H200", "HOPPER_141", 141, 5.58, 8),
            new GpuType("NVIDIA B200", "BLACKWELL_180", 180, 8.64, 8),
            new GpuType("NVIDIA GeForce RTX 3070", "", 8, 0, 4));

    /** Dollars an hour of the cheapest card in these pools that is not left out; nothing where there is none. */
    static BigDecimal cheapest(JsonNode pools, JsonNode excluded) {
        return ALL.stream()
                .filter(type -> holds(pools, type.pool) && !holds(excluded, type.id))
                .map(type -> BigDecimal.valueOf(type.perHour))
                .min(BigDecimal::compareTo)
                .orElse(BigDecimal.ZERO);
    }

    private static boolean holds(JsonNode words, String word) {
        for (JsonNode each : words) {
            if (each.asText().equals(word)) {
                return true;
            }
        }
        return false;
    }

    /** As the catalogue lists it. */
    ObjectNode json(boolean soldOut, boolean withAvailability) {
        ObjectNode json = Json.object().put("id", id).put("name", id.replace("NVIDIA ", ""));
        json.put("manufacturer", "NVIDIA")
                .put("memory", memory)
                .put("secure", true)
                .put("community", false);
        json.put("pool", pool.isEmpty() ? null : pool);
        ObjectNode price = json.putObject("price").put("secure", 0.4).put("community", 0.3);
        if (!pool.isEmpty()) {
            price.put("serverless", perHour);
        }
        json.putObject("maxCount").put("secure", most).put("community", 1);
        if (withAvailability) {
            json.put("availability", soldOut ? "NONE" : "HIGH");
        }
        return json;
    }
}
