package io.skipjack.domain.fleet;

import java.util.Locale;

/** The steps of a boot, as the user sees them; each costs money and each has its own cure. */
public enum BootPhase {
    /** Asked for at the provider. */
    REQUESTED,
    /** The machine runs, its host agent has begun. */
    RUNNING,
    /** The engine's image is being pulled. Cure: an image of one's own with it inside. */
    PULLING,
    /** The engine loads the weights. Cure: the weight cache. */
    LOADING,
    /** The engine answers its health path. */
    READY;

    /** The word used in status, host reports, metrics and logs. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** What is going on from here on, for operators. */
    String progress() {
        return switch (this) {
            case REQUESTED -> "asked for at the provider";
            case RUNNING -> "the machine runs";
            case PULLING -> "pulling the engine's image";
            case LOADING -> "loading the weights";
            case READY -> "the engine says that it is ready";
        };
    }
}
