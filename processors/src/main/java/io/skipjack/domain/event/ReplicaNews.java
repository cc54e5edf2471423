package io.skipjack.domain.event;

import io.skipjack.domain.fleet.Ages;
import io.skipjack.domain.fleet.EndReason;
import io.skipjack.domain.fleet.Interruption;
import io.skipjack.domain.fleet.Interruption.Kind;
import io.skipjack.domain.fleet.Lease;
import io.skipjack.domain.fleet.Replica;
import io.skipjack.domain.fleet.ReplicaId;
import io.skipjack.domain.market.Offer;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * What is worth telling of a replica's way. Each kind happens once in a replica's life, and replicas' numbers are never
 * used again: so each is marked by both, and told once however many routers see it.
 */
public final class ReplicaNews {
    private static final Set<EndReason> LOSSES = EnumSet.of(EndReason.LOST, EndReason.UNREACHABLE);

    private ReplicaNews() {}

    /** @param why this one, and why there */
    public static EventNote requested(Replica replica, String why) {
        return placed(note(EventKinds.REPLICA_REQUESTED, replica.id(), "is requested: " + why), replica);
    }

    /** The provider's notice, whoever hears of it first. */
    public static EventNote interrupted(ReplicaId replica, Interruption notice) {
        return note(EventKinds.REPLICA_INTERRUPTED, replica, "is taken back at " + notice.endsAt())
                .with("deadline", notice.endsAt());
    }

    /** Of a step from one value to the next, in the order in which it happened. */
    public static List<EventNote> between(Replica before, Replica after) {
        List<EventNote> news = new ArrayList<>();
        if (before.readyAt() == null && after.readyAt() != null) {
            long seconds = Ages.of(after.intent().at(), after.readyAt()).toSeconds();
            news.add(placed(
                            note(
                                    EventKinds.REPLICA_READY,
                                    after.id(),
                                    "is ready, %d s after it was requested".formatted(seconds)),
                            after)
                    .with("seconds", seconds));
        }
        EndReason why = before.endReason() == null ? after.endReason() : null;
        Interruption notice = after.interruption();
        if (why == EndReason.INTERRUPTED && notice != null && notice.kind() == Kind.END) {
            news.add(interrupted(after.id(), notice));
        }
        if (why != null && LOSSES.contains(why)) {
            news.add(placed(note(EventKinds.REPLICA_LOST, after.id(), "is lost: " + after.reason()), after)
                    .with("reason", why.label()));
        }
        if (before.state().isLive() && !after.state().isLive()) {
            news.add(ended(after));
        }
        return news;
    }

    private static EventNote ended(Replica replica) {
        String why =
                replica.endReason() == null ? "unknown" : replica.endReason().label();
        String words = "has ended (%s): %s".formatted(why.replace('_', ' '), replica.reason());
        return placed(note(EventKinds.REPLICA_ENDED, replica.id(), words), replica)
                .with("reason", why);
    }

    private static EventNote note(String kind, ReplicaId replica, String words) {
        return EventNote.of(kind, replica.deployment(), replica.toString(), replica + " " + words)
                .once(replica.toString());
    }

    private static EventNote placed(EventNote note, Replica replica) {
        Offer offer = replica.place();
        Lease lease = replica.lease();
        EventNote placed = note.with("provider", offer.provider())
                .with("zone", offer.zone())
                .with("gpu", offer.gpu() + ":" + offer.gpuCount())
                .with("capacity", offer.capacityType().label());
        return lease == null ? placed : placed.with("lease", lease.id());
    }
}
