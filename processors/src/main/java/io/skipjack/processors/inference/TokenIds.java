package io.skipjack.processors.inference;

/** What an upstream does when it is asked for token ids, which no client of its own would ask for. */
public enum TokenIds {
    /** Not known yet. A request that it refuses is sent again without, to find out what it refused. */
    UNTRIED,
    /** It answers; with ids or without. What it refuses now is the request itself. */
    TAKEN,
    /** It refuses what it does not know; it is not asked any more. */
    REFUSED
}
