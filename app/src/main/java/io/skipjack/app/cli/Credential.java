package io.skipjack.app.cli;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * As whom a router is asked. Shows itself to the router only, in no log and no text.
 *
 * @param header value of {@code Authorization}
 * @param variable which environment variable it came from
 */
record Credential(String header, String variable) {
    /** An operator's key, with the role that the router gave it. */
    static Credential key(String key, String variable) {
        return new Credential("Bearer " + key, variable);
    }

    static Credential login(String user, String password, String variable) {
        byte[] bytes = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
        return new Credential("Basic " + Base64.getEncoder().encodeToString(bytes), variable);
    }

    @Override
    public String toString() {
        return "Credential[of " + variable + "]";
    }
}
