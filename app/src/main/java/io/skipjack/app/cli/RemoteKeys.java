package io.skipjack.app.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The keys of a router, over its admin API. */
record RemoteKeys(AdminClient router) implements KeyDesk {
    @Override
    public JsonNode create(String name, @Nullable String role) throws CommandFailure {
        return router.createKey(name, role);
    }

    @Override
    public List<JsonNode> list() throws CommandFailure {
        List<JsonNode> keys = new ArrayList<>();
        router.keys().path("keys").forEach(keys::add);
        return keys;
    }

    @Override
    public JsonNode revoke(String nameOrId) throws CommandFailure {
        return router.revokeKey(nameOrId);
    }
}
