package io.skipjack.provider.sandbox;

/** How a pretend provider's API may fail. */
public enum ApiTrouble {
    /** The credential is not known (401), in the provider's own shape. */
    UNAUTHORIZED,
    /** Too many calls (429), with the provider's own headers. */
    THROTTLED,
    /** 500, in the provider's own shape. */
    BROKEN,
    /** 502 with an HTML page, as a gateway before the API says. */
    HTML_PAGE,
    /** 302 to another origin: see {@link FakeApi#elsewhere}. */
    REDIRECT,
    /** 200 with an HTML page: a login form, say. */
    NO_JSON,
    /** The connection is reset before anything is done. */
    RESET,
    /** The call that makes the GPU is refused: none is left. */
    NO_CAPACITY,
    /** The call that makes the GPU is refused: the account may have no more. */
    QUOTA
}
