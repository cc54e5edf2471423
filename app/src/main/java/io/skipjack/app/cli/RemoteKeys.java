package io.skipjack.app.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.skipjack.app.keys.KeyRing;
import io.skipjack.domain.cost.BudgetSpec;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The keys of a router, over its admin API. */
record RemoteKeys(AdminClient router) implements KeyDesk {
    @Override
    public JsonNode create(String name, @Nullable String role, @Nullable BudgetSpec budget) throws CommandFailure {
        return router.createKey(name, role, budget);
    }

    @Override
    public List<JsonNode> list() throws CommandFailure {
        List<JsonNode> keys = new ArrayList<>();
        router.keys().path("keys").forEach(keys::add);
        return keys;
    }

    /** By the rule of the files. */
    @Override
    public JsonNode find(String nameOrId) throws CommandFailure {
        List<JsonNode> all = list();
        String id = KeyRing.meant(nameOrId, all.stream().map(RemoteKeys::named).toList());
        return all.stream()
                .filter(key -> key.path("id").asText().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private static KeyRing.Named named(JsonNode key) {
        return new KeyRing.Named(key.path("id").asText(), key.path("name").asText(), !key.hasNonNull("revoked"));
    }

    @Override
    public JsonNode allow(String nameOrId, @Nullable BudgetSpec budget) throws CommandFailure {
        return budget == null ? router.clearKeyBudget(nameOrId) : router.setKeyBudget(nameOrId, budget);
    }

    @Override
    public JsonNode revoke(String nameOrId) throws CommandFailure {
        return router.revokeKey(nameOrId);
    }
}
