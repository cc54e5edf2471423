package io.skipjack.domain.market;

import java.util.HashSet;
import java.util.List;

/**
 * What GPUs a replica may run on.
 *
 * @param choices 1 to 16, the most wanted first; the next is taken only where no offer of the ones before it is available
 */
public record GpuNeed(List<GpuChoice> choices) {
    private static final int MOST = 16;

    public GpuNeed {
        choices = List.copyOf(choices);
        if (choices.isEmpty() || choices.size() > MOST) {
            throw new IllegalArgumentException("gpu must name 1 to %d choices".formatted(MOST));
        }
        if (new HashSet<>(choices).size() < choices.size()) {
            throw new IllegalArgumentException("gpu names a choice twice");
        }
    }

    public static GpuNeed of(String gpu, int count) {
        return new GpuNeed(List.of(new GpuChoice(gpu, count)));
    }
}
