package io.skipjack.openai;

import java.util.Set;

/**
 * How much of a request is read before it is refused.
 *
 * @param bodyBytes longest body in bytes, default 32 MiB (images travel inside); longer is 413
 * @param depth deepest nesting of objects and arrays, default 100
 * @param numberLength longest number in characters, default 100
 * @param nameLength longest object key in characters, default 1000
 * @param mediaDomains domains (with their subdomains) that media URLs may name; empty, the default, for any public one
 */
public record ReaderLimits(int bodyBytes, int depth, int numberLength, int nameLength, Set<String> mediaDomains) {
    public static final ReaderLimits DEFAULT = new ReaderLimits(32 << 20, 100, 100, 1000, Set.of());

    public ReaderLimits {
        if (bodyBytes < 1 || depth < 1 || numberLength < 1 || nameLength < 1) {
            throw new IllegalArgumentException("reader limits must be 1 or more");
        }
        mediaDomains = Set.copyOf(mediaDomains);
    }
}
