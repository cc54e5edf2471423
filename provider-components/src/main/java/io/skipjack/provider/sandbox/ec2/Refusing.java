package io.skipjack.provider.sandbox.ec2;

import java.util.Set;

/**
 * What the cloud shall refuse, and how. Without an action it concerns launches.
 *
 * @param code any of AWS', such as {@code InsufficientInstanceCapacity}
 * @param times how many calls it strikes; 0 for all until {@link Misbehaviour#clear}
 * @param action only this one, such as {@code DescribeInstances}; empty for launches, {@code *} for every call
 * @param type only this instance type; empty for all
 * @param zone only this zone; empty for all
 */
public record Refusing(String code, int times, String action, String type, String zone) {
    static final Set<String> LAUNCHES = Set.of("RunInstances", "CreateFleet");

    /** Answered to the whole call; every other code is the answer of a pool, and a fleet may still find another. */
    private static final Set<String> OF_THE_CALL = Set.of(
            "RequestLimitExceeded",
            "Throttling",
            "ThrottlingException",
            "InternalError",
            "InternalFailure",
            "ServiceUnavailable",
            "Unavailable",
            "AuthFailure",
            "UnauthorizedOperation",
            "OptInRequired",
            "PendingVerification",
            "IdempotentParameterMismatch",
            "InvalidParameterValue",
            "InvalidParameterCombination",
            "MissingParameter",
            "MaxFleetCountExceeded");

    /** All launches, until cleared. */
    public static Refusing launches(String code) {
        return new Refusing(code, 0, "", "", "");
    }

    /** Every call of that action, launch or not. */
    public static Refusing calls(String action, String code) {
        return new Refusing(code, 0, action, "", "");
    }

    /** Only the next so many calls. */
    public Refusing times(int calls) {
        return new Refusing(code, calls, action, type, zone);
    }

    public Refusing inZone(String newZone) {
        return new Refusing(code, times, action, type, newZone);
    }

    public Refusing ofType(String newType) {
        return new Refusing(code, times, action, newType, zone);
    }

    boolean concerns(String called) {
        return action.equals("*") || action.equals(called) || (action.isEmpty() && LAUNCHES.contains(called));
    }

    boolean concernsPool(String ofType, String inZone) {
        return (type.isEmpty() || type.equals(ofType)) && (zone.isEmpty() || zone.equals(inZone));
    }

    /** Whether the call as a whole is refused, rather than one pool of it. */
    boolean isOfTheCall(String called) {
        return !LAUNCHES.contains(called) || (OF_THE_CALL.contains(code) && type.isEmpty() && zone.isEmpty());
    }
}
