package io.skipjack.app.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.skipjack.domain.cost.BudgetSpec;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where keys are kept: in files of this machine, or at a router. Keys look as the admin API shows them. */
interface KeyDesk {
    /**
     * Makes a key.
     *
     * @param role of an operator key; null for a client's key
     * @param budget of a client's key; null for none
     * @return what is kept of it, and as {@code key} the key itself
     */
    JsonNode create(String name, @Nullable String role, @Nullable BudgetSpec budget) throws CommandFailure;

    List<JsonNode> list() throws CommandFailure;

    /** The key that is meant by a name or an id. */
    JsonNode find(String nameOrId) throws CommandFailure;

    /**
     * Says what a client's key may spend.
     *
     * @param budget null for as much as it likes
     * @return what is kept of the key now
     */
    JsonNode allow(String nameOrId, @Nullable BudgetSpec budget) throws CommandFailure;

    /** Gives back what is kept of the key now. */
    JsonNode revoke(String nameOrId) throws CommandFailure;
}
