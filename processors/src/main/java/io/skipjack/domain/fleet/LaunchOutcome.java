package io.skipjack.domain.fleet;

import java.util.List;

/** What a provider made of a launch. */
public sealed interface LaunchOutcome {
    /**
     * @param lease what we hold now
     * @param refusals of offers that were tried besides; often empty
     */
    record Launched(Lease lease, List<Refusal> refusals) implements LaunchOutcome {}

    /** Nothing was launched and nothing will be from this token. At least one refusal. */
    record Refused(List<Refusal> refusals) implements LaunchOutcome {}
}
