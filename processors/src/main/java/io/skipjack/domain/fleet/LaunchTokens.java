package io.skipjack.domain.fleet;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Locale;

/**
 * Makes the tokens by which a provider knows a repeated launch: base32 of SHA-256 over owner, replica and attempt,
 * {@value #LENGTH} characters. Computed, not drawn by lot, so that a token is the same after any crash and in any router,
 * even where the intent was lost.
 */
public final class LaunchTokens {
    private static final int LENGTH = 52;
    private static final int DIGIT_BITS = 5;
    private static final int HASH_BITS = 256;

    private LaunchTokens() {}

    /** The token, of {@code 0-9} and {@code a-v}. */
    public static String token(String owner, ReplicaId replica, int attempt) {
        // names hold no slash, so no two launches read the same
        String launch = "%s/%s/%d/%d".formatted(owner, replica.deployment(), replica.number(), attempt);
        // to a whole number of digits, with leading zeros kept
        BigInteger bits = new BigInteger(1, sha256(launch)).shiftLeft(LENGTH * DIGIT_BITS - HASH_BITS);
        String digits = bits.toString(1 << DIGIT_BITS).toLowerCase(Locale.ROOT);
        return "0".repeat(LENGTH - digits.length()) + digits;
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
