package io.skipjack.provider;

/** What a {@code provider:} endpoint asks of its provider. */
public enum ProviderOperation {
    /** Body in: a {@code LaunchRequest}; out: a {@code LaunchOutcome}. */
    LAUNCH,
    /** Body in: a collection of {@code Lease}s; out: the set of ids whose end was accepted. */
    TERMINATE,
    /** Body in: a {@code ListRequest}; out: a {@code Listing}. */
    LIST,
    /** Body in: a {@code FleetSpec}; out: a list of {@code PriceQuote}s. */
    QUOTE
}
