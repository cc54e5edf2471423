package io.skipjack.domain.fleet;

/** One thing to do about a lease that its replica does not account for; safe to do twice. */
public sealed interface SweepAction {
    /** For operators: what was found and why this follows. */
    String reason();

    /** Save this replica: it has its lease now. */
    record Adopt(Replica replica, String reason) implements SweepAction {}

    /**
     * End this lease at the provider.
     *
     * @param deployment whose it is by its tags; empty where they name none
     */
    record Terminate(Lease lease, String deployment, String reason) implements SweepAction {}
}
