package io.skipjack.processors.inference;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Whether a budget is spent that refuses requests. Asked for each request: must not block. */
public interface SpendingLimit {
    /**
     * @param keyId of the request's key; null for none
     * @return until when requests of it are refused; null while they are not
     */
    @Nullable
    Instant refusedUntil(String deployment, @Nullable String keyId);
}
