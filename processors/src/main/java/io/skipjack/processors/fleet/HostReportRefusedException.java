package io.skipjack.processors.fleet;

/** A host agent's post that is not taken. The message is for the log and holds nothing of the post. */
public final class HostReportRefusedException extends Exception {
    private static final long serialVersionUID = 1L;

    private final boolean authentic;

    public HostReportRefusedException(String message, boolean authentic) {
        super(message);
        this.authentic = authentic;
    }

    /** Whether it was from one of ours, and only not readable. */
    public boolean authentic() {
        return authentic;
    }
}
