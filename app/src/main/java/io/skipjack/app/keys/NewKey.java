package io.skipjack.app.keys;

import java.util.Map;

/**
 * A key just made: the one moment its secret is known.
 *
 * @param secret what clients send, {@code sk-…}, or operators, {@code sj-op-…}
 */
public record NewKey(StoredKey stored, String secret) {
    /** As in JSON, the secret included: shown to whoever asked for the key, this once. */
    public Map<String, Object> map() {
        Map<String, Object> map = stored.map();
        map.put("key", secret);
        return map;
    }

    /** Leaves the secret out, so that no log can hold it. */
    @Override
    public String toString() {
        return "NewKey[" + stored.id() + "]";
    }
}
