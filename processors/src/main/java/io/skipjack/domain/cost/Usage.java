package io.skipjack.domain.cost;

/**
 * Tokens one request used, as the engine counted them.
 *
 * @param promptTokens tokens read, 0 or more
 * @param completionTokens tokens generated, 0 or more
 */
public record Usage(long promptTokens, long completionTokens) {
    public static final Usage NONE = new Usage(0, 0);
}
