package io.skipjack.app.state;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.HexFormat;

/** The table {@code installation}: the one name under which all that this store launches is found. */
final class Installation {
    private static final int BYTES = 8;

    private Installation() {}

    /** Gives the installation its name, once. */
    static void name(Session session) {
        byte[] random = new byte[BYTES];
        new SecureRandom().nextBytes(random);
        session.sql("insert into installation (id, owner, made_at) values (1, :owner, :at) on conflict (id) do nothing")
                .param("owner", "skipjack-" + HexFormat.of().formatHex(random))
                .param("at", Columns.nanos(Instant.now()))
                .update();
    }

    static boolean isNamed(Session session) {
        return !session.sql("select owner from installation")
                .query(String.class)
                .list()
                .isEmpty();
    }

    static String owner(Session session) {
        return session.sql("select owner from installation").query(String.class).single();
    }
}
