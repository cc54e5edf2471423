package io.skipjack.app.keys;

import io.skipjack.app.config.ConfigException;
import io.skipjack.app.config.Nearest;
import io.skipjack.domain.cost.BudgetSpec;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** The keys of both kinds in a data directory, for whoever manages them. Safe to use as {@link KeyStore} is. */
public final class KeyRing {
    private final Map<KeyKind, KeyStore> stores = new EnumMap<>(KeyKind.class);

    /**
     * What a key can be meant by.
     *
     * @param active whether it is not revoked
     */
    public record Named(String id, String name, boolean active) {}

    public KeyRing(Path dataDirectory) {
        Arrays.stream(KeyKind.values()).forEach(kind -> stores.put(kind, new KeyStore(dataDirectory, kind)));
    }

    /** Inference keys, then operator keys, revoked ones included, oldest first. */
    public List<StoredKey> list() {
        return stores.values().stream().flatMap(store -> store.list().stream()).toList();
    }

    /** As {@link KeyStore#create(KeyOrder, RandomGenerator, Consumer)}, in the file of its kind. */
    public NewKey create(KeyOrder order, RandomGenerator random, Consumer<StoredKey> beforehand) {
        return store(order.kind()).create(order, random, beforehand);
    }

    /**
     * The key that is meant by a name or an id; of several with one name the active one, or else the newest.
     *
     * @throws ConfigException if there is none, or an active one of each kind
     */
    public StoredKey find(String nameOrId) {
        List<StoredKey> all = list();
        String id = meant(
                nameOrId,
                all.stream()
                        .map(key -> new Named(key.id(), key.name(), key.active()))
                        .toList());
        return all.stream().filter(key -> key.id().equals(id)).findFirst().orElseThrow();
    }

    /**
     * The id of the key that is meant, as {@link #find} chooses it.
     *
     * @param keys of both kinds, oldest first
     * @throws ConfigException if there is none, or an active one of each kind
     */
    public static String meant(String nameOrId, List<Named> keys) {
        List<Named> found = keys.stream()
                .filter(key -> key.name().equals(nameOrId) || key.id().equals(nameOrId))
                .toList();
        List<Named> active = found.stream().filter(Named::active).toList();
        if (active.size() > 1) {
            throw new ConfigException("there is more than one key '" + nameOrId + "'; name it by its id, "
                    + String.join(" or ", active.stream().map(Named::id).toList()));
        }
        List<Named> meant = active.isEmpty() ? found : active;
        if (meant.isEmpty()) {
            throw new ConfigException("there is no key '" + nameOrId + "'"
                    + Nearest.hint(nameOrId, keys.stream().map(Named::name).toList()));
        }
        return meant.getLast().id();
    }

    /** As {@link KeyStore#revoke(String, StoredKey.Mark, Consumer)}, in the file of its kind. */
    public StoredKey revoke(StoredKey key, StoredKey.Mark now, Consumer<StoredKey> beforehand) {
        return store(key.kind()).revoke(key.id(), now, beforehand);
    }

    /** As {@link KeyStore#allow(String, BudgetSpec, StoredKey.Mark, BiConsumer)}, in the file of its kind. */
    public StoredKey allow(
            StoredKey key,
            @Nullable BudgetSpec budget,
            StoredKey.Mark now,
            BiConsumer<StoredKey, StoredKey> beforehand) {
        return store(key.kind()).allow(key.id(), budget, now, beforehand);
    }

    private KeyStore store(KeyKind kind) {
        KeyStore store = stores.get(kind);
        if (store == null) {
            throw new IllegalArgumentException("no keys of kind " + kind);
        }
        return store;
    }
}
