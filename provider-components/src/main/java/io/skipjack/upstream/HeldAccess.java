package io.skipjack.upstream;

import io.skipjack.domain.provider.ProviderUnavailableException;
import io.skipjack.domain.serverless.AccessHeaders;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What requests to one endpoint of a provider must carry, kept good: fetched off the caller's thread, one fetch at a time,
 * ahead of its end; what is held is used until it really ends, whatever becomes of the next. Thread-safe. Logs names only.
 */
final class HeldAccess {
    private static final Logger LOG = LoggerFactory.getLogger(HeldAccess.class);

    private final String provider;
    private final URI endpoint;
    private final ProviderAccess source;
    private final InstantSource clock;
    private final Executor threads;
    private final AtomicBoolean fetching = new AtomicBoolean();

    private volatile AccessHeaders held = new AccessHeaders(Map.of(), Instant.MIN);
    private volatile Instant due = Instant.MIN;
    private volatile boolean lacking;
    private Instant forced = Instant.MIN;
    private int failures;
    private String complaint = "";

    /** @param threads run what blocks */
    HeldAccess(CredentialPlace place, ProviderAccess source, InstantSource clock, Executor threads) {
        this.provider = place.provider();
        this.endpoint = place.endpoint();
        this.source = source;
        this.clock = clock;
        this.threads = threads;
    }

    /** Whose endpoint it is for. */
    record CredentialPlace(String provider, URI endpoint) {}

    /** Null while there are none that are good. */
    @Nullable
    Map<String, String> headers() {
        AccessHeaders now = held;
        Instant until = now.until();
        return until != null && !clock.instant().isBefore(until) ? null : now.headers();
    }

    /** Of the headers, also of those that have ended. */
    Set<String> names() {
        return held.headers().keySet();
    }

    /** Whether those that are not there may come by themselves; false when somebody has to set something first. */
    boolean awaited() {
        return !lacking;
    }

    /** Fetches if it is time to. */
    void keep() {
        if (!clock.instant().isBefore(due)) {
            fetch();
        }
    }

    /** The endpoint refused them: fetches others, at most every 30 s. False when that was tried just now. */
    boolean renew() {
        Instant now = clock.instant();
        synchronized (this) {
            if (fetching.get()) {
                return true;
            }
            if (lacking || now.isBefore(forced.plus(AccessTimes.BETWEEN_FORCED))) {
                return false;
            }
            forced = now;
        }
        LOG.info(
                "{} refused what it was sent; fetching the credential of provider {} anew",
                endpoint.getHost(),
                provider);
        fetch();
        return true;
    }

    private void fetch() {
        if (fetching.compareAndSet(false, true)) {
            threads.execute(() -> {
                try {
                    fetched();
                } finally {
                    fetching.set(false);
                }
            });
        }
    }

    private void fetched() {
        String missing = source.missing(provider);
        if (missing != null) {
            failed(missing, true);
            return;
        }
        try {
            take(source.access(provider, endpoint));
        } catch (ProviderUnavailableException unavailable) {
            failed(String.valueOf(unavailable.getMessage()), false);
        } catch (RuntimeException broken) {
            // its message is nobody's promise, so it may hold anything
            failed(broken.getClass().getSimpleName(), false);
        }
    }

    private void take(AccessHeaders fresh) {
        Instant now = clock.instant();
        Instant until = fresh.until();
        if (!SecretHeaders.areSendable(fresh.headers())) {
            failed("it cannot be sent in a header", false);
        } else if (until != null && !until.isAfter(now)) {
            failed("it had ended when it came; compare the router's clock", false);
        } else {
            succeeded(fresh, AccessTimes.renewal(until, now));
        }
    }

    private synchronized void succeeded(AccessHeaders fresh, Instant next) {
        if (failures > 0) {
            LOG.info("credential of provider {} for {} is there now", provider, endpoint.getHost());
        }
        failures = 0;
        complaint = "";
        lacking = false;
        due = next;
        held = fresh;
    }

    private synchronized void failed(String why, boolean forGood) {
        failures++;
        lacking = forGood;
        due = AccessTimes.retry(failures, clock.instant());
        if (!why.equals(complaint)) {
            complaint = why;
            LOG.warn("no credential of provider {} for {}: {}", provider, endpoint.getHost(), why);
        }
    }
}
