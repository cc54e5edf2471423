package io.skipjack.app.deployments;

import java.util.HashSet;
import java.util.Set;

/** The keys that a section of a file may have, put together from those of its parts. */
final class Keys {
    private Keys() {}

    @SafeVarargs
    static Set<String> union(Set<String>... sets) {
        Set<String> all = new HashSet<>();
        for (Set<String> set : sets) {
            all.addAll(set);
        }
        return Set.copyOf(all);
    }
}
