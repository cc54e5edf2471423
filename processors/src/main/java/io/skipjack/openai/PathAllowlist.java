package io.skipjack.openai;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The paths that may reach an engine, and what each asks for.
 *
 * <p>A pattern is an exact path ({@code /v1/embeddings}) or a folder one segment deep ({@code /v1/audio/*}). The raw
 * path as it came is compared, nothing is decoded or normalised first: {@code %2e}, {@code //}, {@code ..}, a
 * {@code ;parameter}, a trailing slash or an absolute URI matches nothing. Why: an engine opens far more than it should
 * (LoRA loading, pausing), and every normalisation is one that the engine may do differently.
 */
public final class PathAllowlist {
    /** What {@code skipjack.paths} is unless configured. */
    public static final List<String> DEFAULT_PATTERNS = List.of(
            "/v1/chat/completions",
            "/v1/completions",
            "/v1/embeddings",
            "/v1/responses",
            "/v1/messages",
            "/v1/audio/*",
            "/v1/rerank",
            "/v1/score",
            "/tokenize",
            "/detokenize");

    private final Map<String, Operation> exact = new HashMap<>();
    private final Map<String, Operation> folders = new HashMap<>();

    private PathAllowlist() {}

    /**
     * Builds the list from patterns as configured.
     *
     * @throws IllegalArgumentException for a pattern that is neither an exact path nor a folder one segment deep
     */
    public static PathAllowlist of(List<String> patterns) {
        PathAllowlist allowlist = new PathAllowlist();
        for (String pattern : patterns) {
            allowlist.add(pattern);
        }
        return allowlist;
    }

    /** What the path asks for; null when it is not allowed. */
    public @Nullable Operation operation(String rawPath) {
        Operation operation = exact.get(rawPath);
        if (operation != null || folders.isEmpty()) {
            return operation;
        }
        int slash = rawPath.lastIndexOf('/');
        return isSegment(rawPath, slash + 1) ? folders.get(rawPath.substring(0, slash + 1)) : null;
    }

    private void add(String pattern) {
        boolean folder = pattern.endsWith("/*");
        String path = folder ? pattern.substring(0, pattern.length() - 2) : pattern;
        if (!isPath(path)) {
            throw new IllegalArgumentException("path pattern '" + pattern
                    + "' is neither an exact path like /v1/embeddings nor a folder like /v1/audio/*");
        }
        Map<String, Operation> target = folder ? folders : exact;
        target.put(folder ? path + "/" : path, operationOf(pattern));
    }

    private static Operation operationOf(String pattern) {
        return switch (pattern) {
            case "/v1/chat/completions" -> Operation.CHAT;
            case "/v1/completions" -> Operation.COMPLETIONS;
            case "/v1/embeddings" -> Operation.EMBEDDINGS;
            case "/v1/responses" -> Operation.RESPONSES;
            case "/v1/messages" -> Operation.MESSAGES;
            default -> pattern.startsWith("/v1/audio/") ? Operation.AUDIO : Operation.OTHER;
        };
    }

    private static boolean isPath(String path) {
        if (!path.startsWith("/")) {
            return false;
        }
        for (String segment : path.substring(1).split("/", -1)) {
            if (!isSegment(segment, 0)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isSegment(String path, int from) {
        for (int i = from; i < path.length(); i++) {
            char c = path.charAt(i);
            boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
            if (!letter && (c < '0' || c > '9') && c != '-' && c != '_') {
                return false;
            }
        }
        return from < path.length();
    }
}
