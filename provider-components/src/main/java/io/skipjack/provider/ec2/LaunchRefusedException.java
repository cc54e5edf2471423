package io.skipjack.provider.ec2;

import io.skipjack.domain.fleet.Refusal;

/** A launch cannot be asked for: something it needs in the account is missing. */
final class LaunchRefusedException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient Refusal refusal;

    LaunchRefusedException(String code, String message) {
        super(message);
        refusal = new Refusal(Refusal.Kind.FATAL, code, message);
    }

    Refusal refusal() {
        return refusal;
    }
}
