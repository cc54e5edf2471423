package io.skipjack.provider.sandbox;

import java.time.Duration;
import java.util.List;

/**
 * What can be done to a sandbox: in the same process ({@link Sandbox}) or from another one ({@link SandboxClient}). Every
 * lever fails with a {@link SandboxException} of one sentence, for instance when there is no engine of that id.
 */
public interface SandboxLevers {
    List<SandboxStatus> status();

    /** The engine is gone at once; its streams are reset. */
    void kill(String id);

    /** As a cloud takes a spot machine back: it finishes what it can within the notice, then is killed. */
    void interrupt(String id, Duration notice);

    /** Everything takes so many times as long; 1 is full speed. */
    void slow(String id, double factor);

    /** Boots it again if it is dead, withdraws an interruption, and ends slowness and faults. */
    void restore(String id);

    void fault(String id, Fault fault);

    void clearFaults(String id);
}
