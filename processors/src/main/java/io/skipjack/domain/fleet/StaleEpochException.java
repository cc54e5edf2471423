package io.skipjack.domain.fleet;

/** Another router leads now: whoever meets this must stop deciding, not try again. */
public final class StaleEpochException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public StaleEpochException(long epoch, long present) {
        super("epoch %d is over, the present one is %d".formatted(epoch, present));
    }
}
