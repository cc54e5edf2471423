package io.skipjack.upstream;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * Where an upstream serves a path of ours. A base such as {@code https://api.runpod.ai/v2/ID/openai/v1} stands for our
 * {@code /v1}; paths outside {@code /v1} ({@code /tokenize}) hang beside it.
 */
final class UpstreamPaths {
    private UpstreamPaths() {}

    static String map(URI base, String path, @Nullable String query) {
        String prefix = base.getRawPath() == null ? "" : base.getRawPath();
        if (prefix.endsWith("/")) {
            prefix = prefix.substring(0, prefix.length() - 1);
        }
        String mapped;
        if (path.startsWith("/v1/")) {
            mapped = prefix + path.substring("/v1".length());
        } else {
            mapped = (prefix.endsWith("/v1") ? prefix.substring(0, prefix.length() - "/v1".length()) : prefix) + path;
        }
        return query == null ? mapped : mapped + "?" + query;
    }
}
