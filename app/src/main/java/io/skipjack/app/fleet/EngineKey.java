package io.skipjack.app.fleet;

import io.skipjack.app.inference.NamedSecret;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The API key of all engines we launch, which the host agents also sign with: from the environment if it is there, else
 * fetched from where the instances fetch it themselves. Asked for again, at most every few seconds, until it is known.
 */
final class EngineKey implements NamedSecret {
    static final String NAME = "SKIPJACK_ENGINE_KEY";

    private static final Logger LOG = LoggerFactory.getLogger(EngineKey.class);
    private static final long RETRY_NANOS = 5_000_000_000L;

    private final Supplier<@Nullable String> source;
    private final LongSupplier nanos;
    private volatile @Nullable String key;
    private long askedNanos;
    private boolean complained;

    /**
     * @param source may block, and throw an {@link IllegalStateException} whose message says what to do
     */
    EngineKey(@Nullable String fromEnvironment, Supplier<@Nullable String> source) {
        this(fromEnvironment, source, System::nanoTime);
    }

    EngineKey(@Nullable String fromEnvironment, Supplier<@Nullable String> source, LongSupplier nanos) {
        this.key = usable(fromEnvironment);
        this.source = source;
        this.nanos = nanos;
        this.askedNanos = nanos.getAsLong() - RETRY_NANOS;
    }

    /** A variable that is set to nothing is not set: the engines would be asked with an empty key, and refuse. */
    private static @Nullable String usable(@Nullable String given) {
        return given == null || given.isBlank() ? null : given.strip();
    }

    /** Whether it is known, after another try to fetch it if one is due. */
    boolean known() {
        if (key == null) {
            fetch();
        }
        return key != null;
    }

    private synchronized void fetch() {
        if (key != null || nanos.getAsLong() - askedNanos < RETRY_NANOS) {
            return;
        }
        try {
            key = usable(source.get());
            if (key == null) {
                complain("what was found is empty");
            }
        } catch (IllegalStateException unavailable) {
            complain(unavailable.getMessage());
        } finally {
            // from the end of the try: those who waited for a slow one must not each begin another
            askedNanos = nanos.getAsLong();
        }
    }

    private void complain(@Nullable String reason) {
        if (!complained) {
            complained = true;
            LOG.error("the engines' API key is missing, so no replica gets requests: {}", reason);
        }
    }

    @Override
    public String name() {
        return NAME;
    }

    /** Without waiting. */
    @Override
    public @Nullable String value() {
        return key;
    }

    /** After another try to fetch it if one is due: null while it is not to be had. */
    @Nullable
    String fetched() {
        return known() ? key : null;
    }
}
