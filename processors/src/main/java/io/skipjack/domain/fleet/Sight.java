package io.skipjack.domain.fleet;

import org.jspecify.annotations.Nullable;

/**
 * What one look showed of one replica. {@link Sightings} finds the lease.
 *
 * @param lease its lease, as the provider shows it; null when it shows none
 * @param regionAnswered whether the lease's region answered at all: only then does its absence say anything
 * @param engineAnswers whether its engine answered a probe or a request lately
 * @param inFlight requests open on it, over all routers
 */
public record Sight(@Nullable ObservedLease lease, boolean regionAnswered, boolean engineAnswers, int inFlight) {}
