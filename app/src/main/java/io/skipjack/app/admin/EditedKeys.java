package io.skipjack.app.admin;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.skipjack.app.config.ConfigException;
import io.skipjack.app.keys.BudgetJson;
import io.skipjack.app.keys.KeyChange;
import io.skipjack.app.keys.KeyOrder;
import io.skipjack.app.keys.KeyRing;
import io.skipjack.app.keys.NewKey;
import io.skipjack.app.keys.StoredKey;
import io.skipjack.domain.cost.BudgetSpec;
import io.skipjack.domain.operator.Caller;
import io.skipjack.domain.operator.Role;
import io.skipjack.processors.admin.KeyEditor;
import io.skipjack.processors.admin.RefusedEditException;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The files of keys, for the admin API.
 *
 * @param keys of both kinds
 * @param audit who changed what
 * @param taken run after each change, so that this router obeys it at once
 * @param clock for when
 */
record EditedKeys(KeyRing keys, Audit audit, Runnable taken, InstantSource clock) implements KeyEditor {
    private static final int WRONG = 400;
    private static final int MISSING = 404;
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Set<String> FIELDS = Set.of("name", "role", "budget");

    @Override
    public List<Map<String, Object>> list() {
        return keys.list().stream().map(StoredKey::map).toList();
    }

    @Override
    public Map<String, Object> create(Caller by, String json) throws RefusedEditException {
        JsonNode body = body(json);
        Role role = role(body);
        require(by, role);
        try {
            BudgetSpec budget = body.hasNonNull("budget") ? BudgetJson.read(body.path("budget")) : null;
            KeyOrder order = new KeyOrder(body.path("name").asText(), role, budget, mark());
            NewKey made = keys.create(order, new SecureRandom(), key -> note(by, KeyChange.creation(key)));
            taken.run();
            return made.map();
        } catch (ConfigException mistake) {
            throw new RefusedEditException(WRONG, String.valueOf(mistake.getMessage()));
        }
    }

    @Override
    public Map<String, Object> budget(Caller by, String nameOrId, String json) throws RefusedEditException {
        StoredKey meant = find(by, nameOrId);
        try {
            JsonNode body = parsed(json);
            BudgetSpec budget = body.isObject() && body.isEmpty() ? null : BudgetJson.read(body);
            StoredKey allowed = keys.allow(
                    meant, budget, mark(), (before, after) -> audit.before(by, KeyChange.budget(before, after)));
            taken.run();
            return allowed.map();
        } catch (ConfigException mistake) {
            throw new RefusedEditException(WRONG, String.valueOf(mistake.getMessage()));
        }
    }

    @Override
    public Map<String, Object> revoke(Caller by, String nameOrId) throws RefusedEditException {
        StoredKey meant = find(by, nameOrId);
        try {
            StoredKey revoked = keys.revoke(meant, mark(), key -> note(by, KeyChange.revocation(key)));
            taken.run();
            return revoked.map();
        } catch (ConfigException mistake) {
            throw new RefusedEditException(MISSING, String.valueOf(mistake.getMessage()));
        }
    }

    /** The key that is meant, if whoever asks may change it. */
    private StoredKey find(Caller by, String nameOrId) throws RefusedEditException {
        StoredKey meant;
        try {
            meant = keys.find(nameOrId);
        } catch (ConfigException mistake) {
            throw new RefusedEditException(MISSING, String.valueOf(mistake.getMessage()));
        }
        require(by, meant.role());
        return meant;
    }

    private StoredKey.Mark mark() {
        return new StoredKey.Mark(clock.instant().truncatedTo(ChronoUnit.SECONDS), null);
    }

    private void note(Caller by, KeyChange change) {
        audit.before(change.id(), by, change.change());
    }

    /** An operator key could be of any role, the asker's own included: it takes an admin. */
    private static void require(Caller by, @Nullable Role made) throws RefusedEditException {
        Role needed = made == null ? Role.DEVELOPER : Role.ADMIN;
        if (!by.may(needed)) {
            throw new RefusedEditException(
                    403,
                    "this takes an operator key of role " + needed.label() + "; yours is "
                            + by.role().label());
        }
    }

    private static JsonNode body(String json) throws RefusedEditException {
        JsonNode body = parsed(json);
        Set<String> unknown = new TreeSet<>();
        body.fieldNames().forEachRemaining(unknown::add);
        unknown.removeAll(FIELDS);
        if (!body.path("name").isTextual() || !unknown.isEmpty()) {
            throw new RefusedEditException(
                    WRONG,
                    "the body is JSON such as {\"name\": \"laptop\"}, with"
                            + " \"role\": \"viewer\", \"developer\" or \"admin\" for an operator key, or \"budget\": {\"day\": \"5\"}"
                            + " for a client's");
        }
        return body;
    }

    /** Missing where it is no JSON. */
    private static JsonNode parsed(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException broken) {
            return JSON.missingNode();
        }
    }

    private static @Nullable Role role(JsonNode body) throws RefusedEditException {
        if (!body.hasNonNull("role")) {
            return null;
        }
        String label = body.path("role").asText();
        return Role.of(label)
                .orElseThrow(() ->
                        new RefusedEditException(WRONG, "role is viewer, developer or admin, not '" + label + "'"));
    }
}
