package io.skipjack.domain.deployment;

import java.util.Locale;

/** Whether an engine is to be ready soon or fast later. */
public enum ColdStartMode {
    /** No CUDA graphs ({@code --enforce-eager}): ready minutes sooner, slower for as long as it lives. Tuna's default. */
    FAST_BOOT,
    /** Compiled and captured first. */
    NO_FAST_BOOT;

    /** The word used in YAML: {@code fast_boot} or {@code no_fast_boot}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
