package io.skipjack.domain.resume;

import java.util.Set;

/**
 * A request as far as resuming its answer is concerned.
 *
 * @param kind form of the answer
 * @param traits what bears on it
 * @param maxTokens most tokens the answer may have, 0 or more; {@link #NO_LIMIT} when the request sets none
 */
public record ResumableRequest(AnswerKind kind, Set<RequestTrait> traits, int maxTokens) {
    public static final int NO_LIMIT = -1;

    /** A request whose answer nobody can resume. */
    public static final ResumableRequest NONE = new ResumableRequest(AnswerKind.OTHER, Set.of(), NO_LIMIT);

    public boolean has(RequestTrait trait) {
        return traits.contains(trait);
    }
}
