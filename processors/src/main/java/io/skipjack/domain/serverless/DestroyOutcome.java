package io.skipjack.domain.serverless;

import java.util.List;

/**
 * What is left of an endpoint after its end was asked for.
 *
 * @param leftovers what is still there, one line each, such as {@code template tpl-7 (HTTP 409)}; empty when nothing is,
 *     also when nothing ever was
 */
public record DestroyOutcome(List<String> leftovers) {
    public static final DestroyOutcome GONE = new DestroyOutcome(List.of());

    public DestroyOutcome {
        leftovers = List.copyOf(leftovers);
    }

    public boolean isGone() {
        return leftovers.isEmpty();
    }
}
