package io.skipjack.app.keys;

/**
 * A key just made: the one moment its secret is known.
 *
 * @param secret what clients send, {@code sk-…}
 */
public record NewKey(StoredKey stored, String secret) {
    /** Leaves the secret out, so that no log can hold it. */
    @Override
    public String toString() {
        return "NewKey[" + stored.id() + "]";
    }
}
