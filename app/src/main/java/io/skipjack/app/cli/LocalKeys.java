package io.skipjack.app.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.skipjack.app.keys.KeyOrder;
import io.skipjack.app.keys.KeyRing;
import io.skipjack.app.keys.StoredKey;
import io.skipjack.domain.cost.BudgetSpec;
import io.skipjack.domain.operator.Role;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The files of keys in the data directory. Notes the user in them, for the router to put on record.
 *
 * @param keys the files
 * @param user who types
 */
record LocalKeys(KeyRing keys, String user) implements KeyDesk {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    @Override
    public JsonNode create(String name, @Nullable String role, @Nullable BudgetSpec budget) {
        Role made = role == null ? null : Role.of(role).orElseThrow();
        return JSON.valueToTree(keys.create(new KeyOrder(name, made, budget, mark()), new SecureRandom(), key -> {})
                .map());
    }

    @Override
    public List<JsonNode> list() {
        return keys.list().stream()
                .map(key -> JSON.<JsonNode>valueToTree(key.map()))
                .toList();
    }

    @Override
    public JsonNode find(String nameOrId) {
        return JSON.valueToTree(keys.find(nameOrId).map());
    }

    /** To the millisecond, which tells the changes of a script apart on record. */
    @Override
    public JsonNode allow(String nameOrId, @Nullable BudgetSpec budget) {
        StoredKey.Mark now = new StoredKey.Mark(Instant.now().truncatedTo(ChronoUnit.MILLIS), user);
        return JSON.valueToTree(keys.allow(keys.find(nameOrId), budget, now, (before, after) -> {})
                .map());
    }

    @Override
    public JsonNode revoke(String nameOrId) {
        return JSON.valueToTree(
                keys.revoke(keys.find(nameOrId), mark(), key -> {}).map());
    }

    private StoredKey.Mark mark() {
        return new StoredKey.Mark(Instant.now().truncatedTo(ChronoUnit.SECONDS), user);
    }
}
