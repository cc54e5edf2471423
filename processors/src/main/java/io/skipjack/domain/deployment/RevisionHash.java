package io.skipjack.domain.deployment;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * What revisions are made with: {@value #LENGTH} hexadecimal digits over words. Not a version number: two routers, or one
 * after a restart, must find the same for the same YAML.
 */
public final class RevisionHash {
    private static final int LENGTH = 12;

    private RevisionHash() {}

    /** Each part counts with its length before it, so that no two lists read the same. */
    public static String of(List<String> parts) {
        MessageDigest sha;
        try {
            sha = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
        for (String part : parts) {
            sha.update((part.length() + ":" + part).getBytes(StandardCharsets.UTF_8));
        }
        return HexFormat.of().formatHex(sha.digest()).substring(0, LENGTH);
    }

    /** All of an engine that makes another engine of it. */
    public static List<String> parts(EngineSpec engine) {
        List<String> parts = new ArrayList<>();
        parts.add("engine");
        parts.add(Integer.toString(engine.maxModelLen()));
        parts.add(Integer.toString(engine.tensorParallelSize()));
        parts.add(engine.quantization() == null ? "" : engine.quantization());
        parts.add(engine.coldStartMode().label());
        parts.addAll(engine.extraArguments());
        return parts;
    }
}
