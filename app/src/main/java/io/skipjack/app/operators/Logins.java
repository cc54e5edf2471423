package io.skipjack.app.operators;

import io.skipjack.app.keys.KeyKind;
import io.skipjack.domain.operator.Caller;
import io.skipjack.domain.operator.Role;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Tells who asks by the {@code Authorization} header: an operator key as {@code Bearer}, the password as {@code Basic}, and,
 * for browsers, an operator key in the password's place.
 *
 * @param keys operator keys
 * @param user of the password
 * @param password counts as admin; empty for none
 * @param loopback whether the port listens on this machine only
 */
record Logins(OperatorKeys keys, String user, String password, boolean loopback) {
    private static final String BEARER = "Bearer ";
    private static final String BASIC = "Basic ";

    /** Whether whoever reaches the port may do all: on loopback, until a password or an operator key is made. */
    boolean open() {
        return loopback && password.isEmpty() && keys.none();
    }

    /** Empty for a missing header and for anything that is no login, with no hint at why. */
    Optional<Caller> identify(@Nullable String header) {
        if (header == null) {
            return Optional.empty();
        }
        if (header.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
            return keys.find(header.substring(BEARER.length()).strip());
        }
        return header.regionMatches(true, 0, BASIC, 0, BASIC.length())
                ? basic(header.substring(BASIC.length()).strip())
                : Optional.empty();
    }

    private Optional<Caller> basic(String encoded) {
        String login;
        try {
            login = new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException malformed) {
            return Optional.empty();
        }
        int colon = login.indexOf(':');
        String secret = login.substring(colon + 1);
        if (colon >= 0 && KeyKind.OPERATOR.wellFormed(secret)) {
            return keys.find(secret);
        }
        boolean fits = same(login, user + ":" + password);
        return fits && !password.isEmpty() ? Optional.of(new Caller(user, Role.ADMIN)) : Optional.empty();
    }

    /** In constant time whatever the lengths, for hashes are of one. */
    private static boolean same(String one, String other) {
        return MessageDigest.isEqual(hash(one), hash(other));
    }

    private static byte[] hash(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException impossible) {
            throw new AssertionError("every Java has SHA-256", impossible);
        }
    }

    /** Leaves the password out, so that no log can hold it. */
    @Override
    public String toString() {
        return "Logins[user=" + user + ", loopback=" + loopback + "]";
    }
}
