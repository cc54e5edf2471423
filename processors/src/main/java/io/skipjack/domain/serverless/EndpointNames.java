package io.skipjack.domain.serverless;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;

/**
 * What our endpoints are called at providers: {@code sj-OWNER-DEPLOYMENT-HASH}, at most {@value #LONGEST} characters of
 * {@code [a-z0-9-]}, beginning with a letter and ending in a letter or digit, as the strictest of them wants it (Azure
 * Container Apps: 2 to 32). No provider takes an idempotency key, so the name is ours: the same deployment gives the same
 * name, also after a crash, and what bears our prefix and is in no record of ours is an orphan.
 */
public final class EndpointNames {
    public static final int LONGEST = 31;

    private static final int OWNER_DIGITS = 6;
    private static final int HASH_DIGITS = 6;
    private static final int LONGEST_SLUG = LONGEST - "sj--".length() - OWNER_DIGITS - HASH_DIGITS - 1;

    private EndpointNames() {}

    /** The name of a deployment's endpoint; providers of one deployment share it. */
    public static String of(String owner, String deployment) {
        String slug = deployment
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9]+", "-")
                .replaceAll("^-+", "");
        String cut = slug.substring(0, Math.min(slug.length(), LONGEST_SLUG)).replaceAll("-+$", "");
        return prefix(owner) + (cut.isEmpty() ? "x" : cut) + "-" + hash(deployment, HASH_DIGITS);
    }

    /** What all names of an owner begin with, and no name of another owner. */
    public static String prefix(String owner) {
        return mark(owner) + "-";
    }

    /** What an owner's things are marked with, where they can be: the {@link #prefix} without its dash. */
    public static String mark(String owner) {
        return "sj-" + hash(owner, OWNER_DIGITS);
    }

    private static String hash(String text, int digits) {
        try {
            byte[] sha = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(sha).substring(0, digits);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
