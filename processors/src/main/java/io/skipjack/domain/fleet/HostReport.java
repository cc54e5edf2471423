package io.skipjack.domain.fleet;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a replica's host agent says of itself, authenticated. Any router may receive it; saying the same twice changes
 * nothing.
 *
 * @param replica whose
 * @param leaseId the provider's id of the machine that speaks: a report from another one than the replica's is not taken
 * @param at when the agent says it happened
 * @param phase boot phase reached; null in a report of something else
 * @param interruption what the provider told the machine; null for none
 * @param failure why the boot cannot go on, in one sentence without secrets; null for none
 */
public record HostReport(
        ReplicaId replica,
        String leaseId,
        Instant at,
        @Nullable BootPhase phase,
        @Nullable Interruption interruption,
        @Nullable String failure) {}
