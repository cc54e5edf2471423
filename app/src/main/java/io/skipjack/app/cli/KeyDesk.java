package io.skipjack.app.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where keys are kept: in files of this machine, or at a router. Keys look as the admin API shows them. */
interface KeyDesk {
    /**
     * Makes a key.
     *
     * @param role of an operator key; null for a client's key
     * @return what is kept of it, and as {@code key} the key itself
     */
    JsonNode create(String name, @Nullable String role) throws CommandFailure;

    List<JsonNode> list() throws CommandFailure;

    /** Gives back what is kept of the key now. */
    JsonNode revoke(String nameOrId) throws CommandFailure;
}
