package io.skipjack.processors.inference;

import io.skipjack.domain.deployment.UpstreamLimits;
import io.skipjack.domain.routing.RequestWindow;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The request window of one upstream, for many threads. Of this router alone: another one that sends there has its own. */
final class RequestGate {
    private final UpstreamLimits limits;
    private final RequestWindow window;

    private RequestGate(UpstreamLimits limits) {
        this.limits = limits;
        this.window = new RequestWindow(limits.requests(), limits.window());
    }

    /** The gate for these limits: the one there was, where they have not changed; null where they want none. */
    static @Nullable RequestGate of(UpstreamLimits limits, @Nullable RequestGate before) {
        if (limits.requests() == 0) {
            return null;
        }
        boolean same = before != null
                && before.limits.requests() == limits.requests()
                && before.limits.window().equals(limits.window());
        return same ? before : new RequestGate(limits);
    }

    synchronized boolean take(Instant now) {
        return window.take(now);
    }

    synchronized void giveBack() {
        window.giveBack();
    }

    synchronized boolean isOpen(Instant now) {
        return window.isOpen(now);
    }

    /** When it opens again; null while it is open. */
    synchronized @Nullable Instant opensAt(Instant now) {
        return window.isOpen(now) ? null : window.opensAt(now);
    }
}
