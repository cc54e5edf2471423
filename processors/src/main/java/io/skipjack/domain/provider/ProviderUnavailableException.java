package io.skipjack.domain.provider;

/**
 * A provider did not say what became of a call: throttled, broken or unreachable. The same call, with the same token, may
 * be made again. The message is a chain such as {@code launching replica rack-12 on ec2/us-east-1, RequestLimitExceeded}.
 */
public final class ProviderUnavailableException extends Exception {
    private static final long serialVersionUID = 1L;

    public ProviderUnavailableException(String message) {
        super(message);
    }

    public ProviderUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
