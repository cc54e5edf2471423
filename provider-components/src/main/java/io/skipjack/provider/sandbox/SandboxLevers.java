package io.skipjack.provider.sandbox;

import io.skipjack.provider.sandbox.ec2.Book;
import java.time.Duration;
import java.util.List;

/**
 * What can be done to a sandbox: in the same process ({@link Sandbox}) or from another one ({@link SandboxClient}). Every
 * lever fails with a {@link SandboxException} of one sentence, for instance when there is no engine of that id. An id is
 * an engine's ({@code spot-1}), an instance's ({@code i-…}) or that of the replica an instance is tagged with
 * ({@code rack-12}).
 */
public interface SandboxLevers {
    /** Engines that stand alone first, then those of living instances. */
    List<SandboxStatus> status();

    /** The books of the pretend EC2: every instance there ever was, oldest first; empty where there is no EC2. */
    List<Book> instances();

    /** What the pretend serverless providers hold; empty where there are none. */
    List<FarEndBook> providers();

    /** So many of the next calls to a provider's API fail so. */
    void strike(String provider, ApiTrouble trouble, int times);

    /** A provider's API works well again. */
    void heal(String provider);

    /** The engine is gone at once; its streams are reset. */
    void kill(String id);

    /** As a cloud takes a spot machine back: it finishes what it can within the notice, then is killed. */
    default void interrupt(String id, Duration notice) {
        interrupt(id, Interrupting.after(notice));
    }

    /** The same, with the notice late, twice or never; that is for instances only. */
    void interrupt(String id, Interrupting how);

    /** An instance's metadata recommends to move away; nothing else happens. */
    void rebalance(String id);

    /** Everything takes so many times as long; 1 is full speed. */
    void slow(String id, double factor);

    /** Boots it again if it is dead, withdraws an interruption, and ends slowness and faults. */
    void restore(String id);

    /** The pretend EC2 behaves well again, at list prices; instances that are gone stay gone. */
    void restoreCloud();

    void fault(String id, Fault fault);

    void clearFaults(String id);

    /** Changes the pretend EC2 as a whole; says what it now does, in one sentence. */
    String pull(CloudLever lever);
}
