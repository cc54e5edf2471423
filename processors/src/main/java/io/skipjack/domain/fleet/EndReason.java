package io.skipjack.domain.fleet;

import java.util.Locale;

/** Why a replica goes. */
public enum EndReason {
    /** Fewer are wanted. */
    SCALED_DOWN,
    /** The provider takes its lease back. */
    INTERRUPTED,
    /** The deployment was changed; a replica of the new shape takes its place. */
    REPLACED,
    /** The deployment is gone. */
    UNDEPLOYED,
    /** The provider shows its lease ended, without a word before. */
    LOST,
    /** It was not running, or not answering, within the time set. */
    NEVER_READY,
    /** Its engine said that it cannot start. */
    FAILED_BOOT,
    /** It was ready and answers no more. */
    UNREACHABLE,
    /** The provider refused every offer. */
    REFUSED;

    /** The word used in status, metrics and logs. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
