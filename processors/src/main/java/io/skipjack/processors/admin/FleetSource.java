package io.skipjack.processors.admin;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the store says of replicas and leases, for operators: maps and lists, without secrets and addresses. */
public interface FleetSource {
    /**
     * Replicas that live or ended within the last hours.
     *
     * @param deployment only of this one; null for all
     */
    Map<String, Object> replicas(@Nullable String deployment);

    /** Leases held, and those that ended within the last hours. */
    Map<String, Object> leases();
}
