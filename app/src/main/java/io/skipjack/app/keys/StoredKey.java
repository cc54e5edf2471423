package io.skipjack.app.keys;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of a key.
 *
 * @param id {@code key-} and 8 hex digits; stands for the key in logs and metrics
 * @param name what its creator called it; unique among keys that are not revoked
 * @param created when
 * @param revoked when it stopped being accepted; null while it is
 * @param sha256 hash of the key, lower-case hex
 */
public record StoredKey(
        String id, String name, Instant created, @Nullable Instant revoked, String sha256) {
    public boolean active() {
        return revoked == null;
    }

    StoredKey revokedAt(Instant now) {
        return new StoredKey(id, name, created, now, sha256);
    }
}
