package io.skipjack.provider;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** What a {@code provider:} endpoint asks of its provider. */
public enum ProviderOperation {
    /** Body in: a {@code LaunchRequest}; out: a {@code LaunchOutcome}. */
    LAUNCH,
    /** Body in: a collection of {@code Lease}s; out: the set of ids whose end was accepted. */
    TERMINATE,
    /** Body in: a {@code ListRequest}; out: a {@code Listing}. */
    LIST,
    /** Body in: a {@code FleetSpec}, or for a serverless provider anything; out: a list of {@code PriceQuote}s. */
    QUOTE,
    /** Body in: a {@code PriceHistoryRequest}; out: a list of {@code PriceQuote}s. */
    PRICE_HISTORY,
    /** Body in: an {@code EndpointRequest}; out: an {@code EndpointPlan}. */
    PLAN,
    /** Body in: a {@code GpuChoice}, or none for any; out: a list of {@code Finding}s. */
    CHECK,
    /** Body in: an {@code EndpointRequest}; out: a {@code DeployOutcome}. */
    DEPLOY,
    /** Body in: an {@code EndpointRef}; out: an {@code EndpointSight}. */
    STATUS,
    /** Body in: a {@code ScaleRequest}; out: the same. */
    SCALE,
    /** Body in: an {@code EndpointRef}; out: the same. */
    WARM,
    /** Body in: an {@code EndpointRef}; out: a {@code DestroyOutcome}. */
    DESTROY,
    /** Body in: the owner's name; out: a list of the names of its endpoints. */
    LIST_ENDPOINTS,
    /** Body in: a {@code LogRequest}; out: a list of {@code EndpointLog}s. */
    LOGS,
    /** Body in: an {@code InvoiceRequest}; out: a list of {@code Invoice}s. */
    INVOICES,
    /** Body in: a {@code LeaseLogRequest}; out: a list of {@code LeaseLog}s. */
    LEASE_LOGS;

    /** Asked of those that sell machines. */
    static final Set<ProviderOperation> OF_MACHINES =
            EnumSet.of(LAUNCH, TERMINATE, LIST, QUOTE, PRICE_HISTORY, LEASE_LOGS);
    /** Asked of those that run endpoints. */
    static final Set<ProviderOperation> OF_ENDPOINTS =
            EnumSet.of(QUOTE, PLAN, CHECK, DEPLOY, STATUS, SCALE, WARM, DESTROY, LIST_ENDPOINTS, LOGS, INVOICES);

    /** As in a URI: {@code list-endpoints}. */
    String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static String labels(Set<ProviderOperation> operations) {
        return Arrays.stream(values())
                .filter(operations::contains)
                .map(ProviderOperation::label)
                .collect(Collectors.joining(", "));
    }
}
