package io.skipjack.processors.admin;

import io.skipjack.domain.operator.Caller;
import java.util.List;
import java.util.Map;

/** The keys of clients and of operators. Whoever makes or revokes one needs the role for its kind. */
public interface KeyEditor {
    /** All keys, revoked ones included; the keys themselves are kept nowhere. */
    List<Map<String, Object>> list();

    /**
     * Makes a key, once it is on record who did.
     *
     * @param json {@code {"name": …, "role": …, "budget": …}}; without a role it is a client's, which may have a budget
     * @return what is kept of it, and the key itself, this once
     * @throws RefusedEditException saying what is wrong with it
     */
    Map<String, Object> create(Caller by, String json) throws RefusedEditException;

    /**
     * Says what a client's key may spend, likewise.
     *
     * @param json {@code {"day": …, "month": …, "warn_percent": …, "action": …}}; {@code {}} for as much as it likes
     * @return what is kept of it now
     * @throws RefusedEditException where there is no such key, or saying what is wrong with the budget
     */
    Map<String, Object> budget(Caller by, String nameOrId, String json) throws RefusedEditException;

    /**
     * Stops a key from being accepted, likewise.
     *
     * @return what is kept of it now
     * @throws RefusedEditException where there is no such key
     */
    Map<String, Object> revoke(Caller by, String nameOrId) throws RefusedEditException;
}
