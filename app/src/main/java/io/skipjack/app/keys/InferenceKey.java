package io.skipjack.app.keys;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/**
 * The secret itself: {@code sk-} and 256 random bits in 43 base64url characters. Kept nowhere; only its SHA-256 is. A
 * plain, fast hash is right here and would be wrong for passwords: slow, salted hashes make guessing costly, and nobody
 * guesses 256 random bits.
 */
final class InferenceKey {
    private static final Pattern FORMAT = Pattern.compile("sk-[A-Za-z0-9_-]{43}");
    private static final int LENGTH = 46;
    private static final int BYTES = 32;

    private InferenceKey() {}

    /** A new key; {@code random} must be a cryptographic one. */
    static String generate(RandomGenerator random) {
        byte[] bits = new byte[BYTES];
        random.nextBytes(bits);
        return "sk-" + Base64.getUrlEncoder().withoutPadding().encodeToString(bits);
    }

    /** Whether it can be a key at all; asked before any hashing, so that a megabyte of rubbish costs nothing. */
    static boolean wellFormed(String presented) {
        return presented.length() == LENGTH && FORMAT.matcher(presented).matches();
    }

    /** Lower-case hex of the SHA-256 of the whole key, prefix included. */
    static String hash(String key) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(sha256.digest(key.getBytes(StandardCharsets.US_ASCII)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new AssertionError("every Java has SHA-256", impossible);
        }
    }
}
