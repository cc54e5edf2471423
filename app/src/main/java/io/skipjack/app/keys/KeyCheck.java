package io.skipjack.app.keys;

import io.skipjack.app.config.ConfigException;
import io.skipjack.domain.cost.BudgetSpec;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the router whose key a client sent. What it knows is a snapshot of the file, renewed by {@link #reload}: a check
 * never touches the disk. The key is found by the beginning of its hash and compared in constant time, so an answer
 * takes no longer for a key that is nearly right. Safe to use from any thread.
 */
public final class KeyCheck {
    private static final Logger LOG = LoggerFactory.getLogger(KeyCheck.class);
    private static final String GUEST = "guest";
    /** 64 bits of the hash: two keys never share them by chance. */
    private static final int PREFIX = 16;

    private final KeyKind kind;
    private final KeyFile file;
    private final @Nullable String guestKey;
    /** Heard from other routers, whose file said so before ours does. */
    private final Set<String> revokedElsewhere = ConcurrentHashMap.newKeySet();

    private final List<Consumer<String>> onRevoked = new CopyOnWriteArrayList<>();
    private volatile Snapshot snapshot;

    /**
     * Reads the operator keys.
     *
     * @throws ConfigException if the file is damaged
     */
    public KeyCheck(Path dataDirectory) {
        this(dataDirectory, KeyKind.OPERATOR, null);
    }

    /**
     * Reads the inference keys.
     *
     * @param guestKey accepted beside the stored ones under the id {@code guest}, and kept nowhere; null for none
     * @throws ConfigException if the file is damaged: a router that cannot know its keys must not start
     */
    public KeyCheck(Path dataDirectory, @Nullable String guestKey) {
        this(dataDirectory, KeyKind.INFERENCE, guestKey);
    }

    private KeyCheck(Path dataDirectory, KeyKind kind, @Nullable String guestKey) {
        this.kind = kind;
        this.file = new KeyFile(dataDirectory, kind);
        this.guestKey = guestKey;
        try {
            String text = file.text();
            List<StoredKey> keys = file.parse(text);
            this.snapshot = new Snapshot(text, keys, known(keys, guestKey));
        } catch (IOException unreadable) {
            throw new ConfigException("cannot read keys from " + file.path(), unreadable);
        }
    }

    /** The id of the active key this is; empty for anything else, with no hint at why. */
    public Optional<String> identify(String presented) {
        return find(presented).map(StoredKey::id);
    }

    /** The active key this is, likewise. */
    public Optional<StoredKey> find(String presented) {
        if (!kind.wellFormed(presented)) {
            return Optional.empty();
        }
        String hash = KeyKind.hash(presented);
        return Optional.ofNullable(snapshot.known().get(hash.substring(0, PREFIX)))
                .filter(key -> MessageDigest.isEqual(bytes(key.sha256()), bytes(hash)))
                .filter(key -> !revokedElsewhere.contains(key.id()));
    }

    /** All keys of the file as last read, revoked ones included. */
    public List<StoredKey> all() {
        return snapshot.keys();
    }

    /** What active keys may spend, by id; those without a budget are left out. */
    public Map<String, BudgetSpec> budgets() {
        Map<String, BudgetSpec> budgets = new TreeMap<>();
        for (StoredKey key : snapshot.keys()) {
            BudgetSpec budget = key.budget();
            if (budget != null && key.active() && !revokedElsewhere.contains(key.id())) {
                budgets.put(key.id(), budget);
            }
        }
        return budgets;
    }

    /** What all keys of the file are called, by id, revoked ones included. */
    public Map<String, String> names() {
        return snapshot.keys().stream()
                .collect(Collectors.toMap(StoredKey::id, StoredKey::name, (one, other) -> other));
    }

    /** Stops accepting a key at once, whatever the file says of it, until this router ends. */
    public void revoke(String id) {
        if (id.startsWith(kind.idPrefix()) && revokedElsewhere.add(id)) {
            LOG.info("key {} was revoked at another router", id);
        }
    }

    /** Calls back for each key that the file says is revoked: those it says so of now, then each that follows. */
    public void onRevoked(Consumer<String> listener) {
        onRevoked.add(listener);
        revoked(snapshot.keys()).forEach(listener);
    }

    /**
     * Takes up changes of the file; a file that is gone means no keys. One that is damaged or unreadable leaves the last
     * good keys, and is logged once.
     */
    public void reload() {
        Snapshot before = snapshot;
        String text = readable();
        if (text.equals(before.text())) {
            return;
        }
        try {
            List<StoredKey> keys = file.parse(text);
            Map<String, StoredKey> known = known(keys, guestKey);
            snapshot = new Snapshot(text, keys, known);
            LOG.info("took up changed {} keys, {} active", kind.label(), known.size());
            Set<String> revokedBefore = revoked(before.keys());
            revoked(keys).stream()
                    .filter(id -> !revokedBefore.contains(id))
                    .forEach(id -> onRevoked.forEach(listener -> listener.accept(id)));
        } catch (ConfigException damaged) {
            snapshot = new Snapshot(text, before.keys(), before.known());
            LOG.warn("keeping the keys known so far: {}", damaged.getMessage());
        }
    }

    /** What cannot be read is treated as a text that cannot be understood. */
    private String readable() {
        try {
            return file.text();
        } catch (IOException unreadable) {
            return "unreadable";
        }
    }

    private static Set<String> revoked(List<StoredKey> keys) {
        return keys.stream().filter(key -> !key.active()).map(StoredKey::id).collect(Collectors.toUnmodifiableSet());
    }

    private static Map<String, StoredKey> known(List<StoredKey> keys, @Nullable String guestKey) {
        Map<String, StoredKey> known = new HashMap<>();
        keys.stream().filter(StoredKey::active).forEach(key -> add(known, key));
        if (guestKey != null) {
            StoredKey.Mark never = new StoredKey.Mark(Instant.EPOCH, null);
            add(known, new StoredKey(GUEST, GUEST, null, Allowance.UNLIMITED, never, null, KeyKind.hash(guestKey)));
        }
        return Map.copyOf(known);
    }

    private static void add(Map<String, StoredKey> known, StoredKey key) {
        known.put(key.sha256().substring(0, PREFIX), key);
    }

    private static byte[] bytes(String hex) {
        return hex.getBytes(StandardCharsets.US_ASCII);
    }

    private record Snapshot(String text, List<StoredKey> keys, Map<String, StoredKey> known) {}
}
