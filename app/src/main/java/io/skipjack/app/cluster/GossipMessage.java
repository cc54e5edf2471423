package io.skipjack.app.cluster;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * All that one router has to say, said whole each time: a message that was lost, came twice or came late does no harm,
 * and who joins late, or again after a split, knows everything within a second.
 *
 * @param view null while there is none yet
 * @param draining upstreams this router said to be draining lately
 * @param revoked keys this router knows to be revoked
 */
record GossipMessage(@Nullable RouterView view, Set<String> draining, Set<String> revoked) {
    GossipMessage {
        draining = Set.copyOf(draining);
        revoked = Set.copyOf(revoked);
    }
}
