package io.skipjack.processors.inference;

import org.jspecify.annotations.Nullable;

/** Knows the inference keys. Implementations compare in constant time and never log what they are given. */
public interface KeyCheck {
    /** The id of the key when it is known and not revoked, else null. */
    @Nullable
    String keyId(String presented);
}
