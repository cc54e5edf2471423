package io.skipjack.app.cluster;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What routers tell each other. Hearsay: each router has its own probes and the store, and goes on with them when nothing
 * is heard any more. No decision about money may use it.
 *
 * <p>No method waits for another router: what is said goes out on a thread of its own, what was heard is read from
 * memory. Safe to use from any thread.
 */
public interface RouterGossip {
    /** Says what this router sees; goes out within a second, the newest only. */
    void publish(RouterView view);

    /** The last word of each other router that was heard within 10 s. */
    Collection<RouterView> peers();

    /**
     * Says that no new request should go there, because its lease ends. Cannot be taken back; goes out at once.
     *
     * @param left real time from now until what runs there is cut; null when that is not known. Of several the soonest counts
     */
    void draining(String upstreamKey, @Nullable Duration left);

    /** What anybody, this router included, said to be draining within the last hour; one upstream perhaps twice. */
    List<DrainingMark> draining();

    /** Says that a key is not to be accepted any more. Cannot be taken back; goes out at once. */
    void revoked(String keyId);

    /** Calls back once for each key that another router said to be revoked, those said before this call included. */
    void onRevoked(Consumer<String> listener);

    /** Calls back for each upstream that another router said to be draining, likewise, and when it goes sooner than said. */
    void onDraining(Consumer<DrainingMark> listener);
}
