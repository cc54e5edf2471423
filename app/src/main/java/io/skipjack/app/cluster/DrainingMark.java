package io.skipjack.app.cluster;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Somebody's word that an upstream gets no new request, because its lease ends.
 *
 * @param upstream its key, such as {@code rack/rack-12}
 * @param left real time until what runs on it is cut, 0 or more, from this moment on: routers' clocks differ. Null when
 *     nobody said
 */
public record DrainingMark(String upstream, @Nullable Duration left) {
    public DrainingMark {
        if (left != null && left.isNegative()) {
            left = Duration.ZERO;
        }
    }

    /** Of two words on one upstream the one that leaves less time. */
    public DrainingMark sooner(DrainingMark other) {
        if (left == null || other.left == null) {
            return left == null ? other : this;
        }
        return left.compareTo(other.left) <= 0 ? this : other;
    }
}
