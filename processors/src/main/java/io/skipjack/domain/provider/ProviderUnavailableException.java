package io.skipjack.domain.provider;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A provider did not say what became of a call: throttled, broken or unreachable. The same call, with the same token, may
 * be made again. The message is a chain such as {@code launching replica rack-12 on ec2/us-east-1, RequestLimitExceeded}.
 */
public final class ProviderUnavailableException extends Exception {
    private static final long serialVersionUID = 1L;

    private final @Nullable Duration retryAfter;

    public ProviderUnavailableException(String message) {
        super(message);
        retryAfter = null;
    }

    public ProviderUnavailableException(String message, Throwable cause) {
        super(message, cause);
        retryAfter = null;
    }

    /** @param retryAfter how long the provider wants to be left alone; null when it did not say */
    public ProviderUnavailableException(String message, @Nullable Duration retryAfter) {
        super(message);
        this.retryAfter = retryAfter;
    }

    /** How long the provider wants to be left alone; null when it did not say. */
    public @Nullable Duration retryAfter() {
        return retryAfter;
    }
}
