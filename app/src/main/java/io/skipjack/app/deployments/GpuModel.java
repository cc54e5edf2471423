package io.skipjack.app.deployments;

import java.util.List;

/**
 * A GPU as the catalog knows it.
 *
 * @param name the one used in prices, tags and logs, such as {@code A100_80GB}
 * @param memoryGb of one, GB
 * @param architecture such as {@code ampere}
 * @param aliases other words for it
 */
public record GpuModel(String name, int memoryGb, String architecture, List<String> aliases) {
    public GpuModel {
        aliases = List.copyOf(aliases);
    }
}
