package io.skipjack.app.keys;

import io.skipjack.app.config.ConfigException;
import io.skipjack.app.config.Nearest;
import io.skipjack.domain.cost.BudgetSpec;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The keys of a data directory, for whoever manages them. Works whether or not a router runs: a running one sees the
 * change within {@code skipjack.keys-reload}. Safe to use from several threads and processes at once.
 */
public final class KeyStore {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._@-]{0,63}");
    private static final int ID_BYTES = 4;

    private final KeyKind kind;
    private final KeyFile file;

    /** The inference keys. */
    public KeyStore(Path dataDirectory) {
        this(dataDirectory, KeyKind.INFERENCE);
    }

    public KeyStore(Path dataDirectory, KeyKind kind) {
        this.kind = kind;
        this.file = new KeyFile(dataDirectory, kind);
    }

    /** Makes an inference key, with no word of who did. */
    public NewKey create(String name, Instant now, RandomGenerator random) {
        return create(new KeyOrder(name, null, new StoredKey.Mark(now, null)), random, key -> {});
    }

    /**
     * Makes a key.
     *
     * @param random a cryptographic source
     * @param beforehand told of the key once nothing is wrong with it and before it is one; what it throws is passed on,
     *     and there is no key then
     * @throws ConfigException if an active key has that name, the name is none, it cannot have that budget, or the file cannot be read or written
     */
    public NewKey create(KeyOrder order, RandomGenerator random, Consumer<StoredKey> beforehand) {
        if ((order.role() != null) != (kind == KeyKind.OPERATOR)) {
            throw new IllegalArgumentException("operator keys have a role, and inference keys have none");
        }
        String name = order.name();
        if (!NAME.matcher(name).matches()) {
            throw new ConfigException(
                    "a key's name has 1 to 64 letters, digits and . _ @ -, and begins with a letter or" + " digit; '"
                            + name + "' does not");
        }
        String secret = kind.generate(random);
        StoredKey key = new StoredKey(
                id(random), name, order.role(), Allowance.of(order.budget()), order.made(), null, KeyKind.hash(secret));
        file.update(keys -> {
            if (keys.stream().anyMatch(other -> other.active() && other.name().equals(name))) {
                throw new ConfigException("there is a key named '" + name
                        + "' already; choose another name, or revoke it first: skipjack keys revoke " + name);
            }
            beforehand.accept(key);
            return Stream.concat(keys.stream(), Stream.of(key)).toList();
        });
        return new NewKey(key, secret);
    }

    /** A key for {@link KeyCheck}'s guest: made like the others, kept nowhere. */
    public static String guestKey(RandomGenerator random) {
        return KeyKind.INFERENCE.generate(random);
    }

    /** All keys, revoked ones included, oldest first. */
    public List<StoredKey> list() {
        return file.read();
    }

    /**
     * Stops a key from being accepted. Revoking a revoked key changes nothing.
     *
     * @param nameOrId a name, or an id; of several keys with one name the active one is meant, or else the newest
     * @return the key as it is now
     * @throws ConfigException if there is no such key, or the file cannot be read or written
     */
    public StoredKey revoke(String nameOrId, Instant now) {
        return revoke(nameOrId, new StoredKey.Mark(now, null), key -> {});
    }

    /**
     * The same, by somebody.
     *
     * @param beforehand told of a key that is active, before it is revoked; as in {@link #create}
     */
    public StoredKey revoke(String nameOrId, StoredKey.Mark now, Consumer<StoredKey> beforehand) {
        List<StoredKey> keys = file.update(before -> {
            StoredKey meant = find(nameOrId, before);
            if (meant.active()) {
                beforehand.accept(meant);
            }
            StoredKey after = meant.active() ? meant.revokedAt(now) : meant;
            return before.stream().map(key -> key.equals(meant) ? after : key).toList();
        });
        return find(nameOrId, keys);
    }

    /**
     * Says what a key may spend. One that may spend that already is left as it is.
     *
     * @param budget null for as much as it likes
     * @param beforehand told of the key as it is and as it will be; as in {@link #create}
     * @return the key as it is now
     * @throws ConfigException if there is no such key, it is revoked, it cannot have that budget, or the file cannot be
     *     read or written
     */
    public StoredKey allow(
            String nameOrId,
            @Nullable BudgetSpec budget,
            StoredKey.Mark now,
            BiConsumer<StoredKey, StoredKey> beforehand) {
        List<StoredKey> keys = file.update(before -> {
            StoredKey meant = find(nameOrId, before);
            if (!meant.active()) {
                throw new ConfigException("key '" + nameOrId + "' is revoked and spends nothing any more");
            }
            StoredKey after = meant.allowed(budget, now);
            if (Objects.equals(meant.budget(), budget)) {
                return before;
            }
            beforehand.accept(meant, after);
            return before.stream().map(key -> key.equals(meant) ? after : key).toList();
        });
        return find(nameOrId, keys);
    }

    private static StoredKey find(String nameOrId, List<StoredKey> keys) {
        Predicate<StoredKey> named =
                key -> key.name().equals(nameOrId) || key.id().equals(nameOrId);
        return keys.stream()
                .filter(named)
                .filter(StoredKey::active)
                .findFirst()
                .or(() -> keys.stream().filter(named).reduce((earlier, later) -> later))
                .orElseThrow(() -> new ConfigException("there is no key '" + nameOrId + "'"
                        + Nearest.hint(
                                nameOrId, keys.stream().map(StoredKey::name).toList())));
    }

    private String id(RandomGenerator random) {
        byte[] bits = new byte[ID_BYTES];
        random.nextBytes(bits);
        return kind.idPrefix() + HexFormat.of().formatHex(bits);
    }
}
