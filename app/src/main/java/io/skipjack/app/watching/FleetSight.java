package io.skipjack.app.watching;

import io.skipjack.domain.fleet.FleetSnapshot;
import io.skipjack.domain.fleet.FleetState;
import io.skipjack.domain.fleet.Replica;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The fleets as this router last saw them in the store, and how long ago: what health, metrics and JMX show without asking
 * the store themselves. Fed by each look of the route that follows the fleet; a store that is away makes it grow old.
 * Thread-safe.
 */
public final class FleetSight implements Consumer<FleetSnapshot> {
    private final Duration old;
    private final LongSupplier nanoTime;
    private final List<Consumer<FleetSnapshot>> followers;
    private final long begunNanos;
    private volatile @Nullable Seen seen;

    private record Seen(FleetSnapshot fleets, long atNanos) {}

    /**
     * @param old age from which on the store counts as away
     * @param nanoTime {@code System::nanoTime}
     * @param followers are handed each look as well, such as meters
     */
    public FleetSight(Duration old, LongSupplier nanoTime, List<Consumer<FleetSnapshot>> followers) {
        this.old = old;
        this.nanoTime = nanoTime;
        this.followers = List.copyOf(followers);
        this.begunNanos = nanoTime.getAsLong();
    }

    @Override
    public void accept(FleetSnapshot fleets) {
        seen = new Seen(fleets, nanoTime.getAsLong());
        followers.forEach(follower -> follower.accept(fleets));
    }

    /** Empty before the first look. */
    public FleetSnapshot fleets() {
        Seen last = seen;
        return last == null ? FleetSnapshot.EMPTY : last.fleets();
    }

    /** Since the last look that succeeded, or since the start. */
    public Duration age() {
        Seen last = seen;
        return Duration.ofNanos(nanoTime.getAsLong() - (last == null ? begunNanos : last.atNanos()));
    }

    /** Whether the store answered lately. */
    public boolean storeUp() {
        return age().compareTo(old) < 0;
    }

    /** Those that are live, of one deployment. */
    public List<Replica> live(String deployment) {
        return fleets().replicas().stream()
                .filter(replica -> replica.state().isLive())
                .filter(replica -> replica.id().deployment().equals(deployment))
                .toList();
    }

    /** What the store keeps of one fleet besides its replicas; null for none. */
    public @Nullable FleetState state(String deployment) {
        return fleets().states().stream()
                .filter(state -> state.deployment().equals(deployment))
                .findFirst()
                .orElse(null);
    }
}
