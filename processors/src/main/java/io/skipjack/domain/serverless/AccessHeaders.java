package io.skipjack.domain.serverless;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a request must carry to be let in to an endpoint. Secret: never shown.
 *
 * @param headers by name, such as {@code Modal-Key}; empty for an endpoint that asks for nothing
 * @param until when they stop being good, such as an identity token's expiry; null for never
 */
public record AccessHeaders(
        Map<String, String> headers, @Nullable Instant until) {
    public static final AccessHeaders NONE = new AccessHeaders(Map.of(), null);

    public AccessHeaders {
        headers = Map.copyOf(headers);
    }

    /** Names only. */
    @Override
    public String toString() {
        return "AccessHeaders" + headers.keySet() + (until == null ? "" : " until " + until);
    }
}
