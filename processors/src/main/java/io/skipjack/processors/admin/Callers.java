package io.skipjack.processors.admin;

/** Where the steps of the admin API find who asks. */
public final class Callers {
    /** Exchange property with the {@link io.skipjack.domain.operator.Caller}; set where the request came in. */
    public static final String PROPERTY = "SkipjackCaller";

    private Callers() {}
}
