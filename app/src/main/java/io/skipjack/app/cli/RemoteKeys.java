package io.skipjack.app.cli;

import com.fasterxml.jackson.databind.JsonNode;
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

    /** By the rule of the files: of several with one name the active one, or else the newest. */
    @Override
    public JsonNode find(String nameOrId) throws CommandFailure {
        List<JsonNode> named = list().stream()
                .filter(key -> key.path("id").asText().equals(nameOrId)
                        || key.path("name").asText().equals(nameOrId))
                .toList();
        return named.stream()
                .filter(key -> !key.hasNonNull("revoked"))
                .findFirst()
                .or(() -> named.stream().reduce((earlier, later) -> later))
                .orElseThrow(() -> new CommandFailure("there is no key '" + nameOrId + "'"));
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
