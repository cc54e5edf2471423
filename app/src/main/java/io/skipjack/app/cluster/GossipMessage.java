package io.skipjack.app.cluster;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * All that one router has to say, said whole each time: a message that was lost, came twice or came late does no harm,
 * and who joins late, or again after a split, knows everything within a second.
 *
 * @param view null while there is none yet
 * @param draining upstreams this router said to be draining lately, each once
 * @param revoked keys this router knows to be revoked
 */
record GossipMessage(@Nullable RouterView view, List<DrainingMark> draining, Set<String> revoked) {
    GossipMessage {
        draining = List.copyOf(draining);
        revoked = Set.copyOf(revoked);
    }
}
