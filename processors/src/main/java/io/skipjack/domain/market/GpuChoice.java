package io.skipjack.domain.market;

import java.util.regex.Pattern;

/**
 * So many GPUs of one kind, all of which one engine uses.
 *
 * @param gpu name as in {@code config/catalog/gpus.yaml}, such as {@code L4} or {@code A100_80GB}
 * @param count of one replica, 1 to 16
 */
public record GpuChoice(String gpu, int count) {
    public static final int MOST = 16;

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]{0,31}");

    public GpuChoice {
        if (!NAME.matcher(gpu).matches()) {
            throw new IllegalArgumentException("gpu '%s' must be a GPU's name such as L4, A10G or H100".formatted(gpu));
        }
        if (count < 1 || count > MOST) {
            throw new IllegalArgumentException("gpu count must be 1 to %d, was %d".formatted(MOST, count));
        }
    }

    @Override
    public String toString() {
        return gpu + ":" + count;
    }
}
