package io.skipjack.app.keys;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/**
 * Whose keys: each kind has a file, a prefix and a port of its own, so that no key of one kind can pass for the other.
 *
 * <p>The secret itself is the prefix and 256 random bits in 43 base64url characters. Kept nowhere; only its SHA-256 is. A
 * plain, fast hash is right here and would be wrong for passwords: slow, salted hashes make guessing costly, and nobody
 * guesses 256 random bits.
 */
public enum KeyKind {
    /** Clients', for the inference port. */
    INFERENCE("keys", "sk-", "key-"),
    /** Operators', for the operators' port; each has a role. */
    OPERATOR("operator-keys", "sj-op-", "op-");

    private static final int BYTES = 32;
    private static final int CHARACTERS = 43;

    private final String file;
    private final String prefix;
    private final String idPrefix;
    private final Pattern format;

    KeyKind(String file, String prefix, String idPrefix) {
        this.file = file;
        this.prefix = prefix;
        this.idPrefix = idPrefix;
        this.format = Pattern.compile(prefix + "[A-Za-z0-9_-]{" + CHARACTERS + "}");
    }

    /** As in JSON and tables: {@code inference}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Name of its file in the data directory, without {@code .json}. */
    String file() {
        return file;
    }

    /** What the ids of its keys begin with. */
    String idPrefix() {
        return idPrefix;
    }

    /** A new key; {@code random} must be a cryptographic one. */
    String generate(RandomGenerator random) {
        byte[] bits = new byte[BYTES];
        random.nextBytes(bits);
        return prefix + Base64.getUrlEncoder().withoutPadding().encodeToString(bits);
    }

    /** Whether it can be such a key at all; asked before any hashing, so that a megabyte of rubbish costs nothing. */
    public boolean wellFormed(String presented) {
        return presented.length() == prefix.length() + CHARACTERS
                && format.matcher(presented).matches();
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
