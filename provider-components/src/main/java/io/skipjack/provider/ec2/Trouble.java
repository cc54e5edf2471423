package io.skipjack.provider.ec2;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/** What EC2's error codes come down to: what to do next. */
enum Trouble {
    /** This pool is empty; another may not be. */
    CAPACITY,
    /** A quota of the account is used up. */
    QUOTA,
    /** The token was used with other parameters, or for what has ended since: what it launched must be found. */
    USED_TOKEN,
    /** The launch template is not there (any more): make it again. */
    NO_TEMPLATE,
    /** The instance is not there (any more). */
    GONE,
    /** Passes by itself: repeat. */
    PASSING,
    /** Wrong until somebody changes it. */
    FATAL;

    private static final int SERVER_ERROR = 500;

    private static final Set<String> CAPACITIES = Set.of(
            "InsufficientInstanceCapacity",
            "InsufficientCapacity",
            "UnfulfillableCapacity",
            "Unsupported",
            "InsufficientFreeAddressesInSubnet",
            "SpotMaxPriceTooLow",
            "InsufficientReservedInstanceCapacity",
            "ReservationCapacityExceeded",
            "NoSubnet");
    private static final Set<String> QUOTAS = Set.of(
            "MaxSpotInstanceCountExceeded", "VcpuLimitExceeded", "InstanceLimitExceeded", "MaxFleetCountExceeded");
    private static final Set<String> PASSINGS = Set.of(
            "RequestLimitExceeded",
            "Throttling",
            "ThrottlingException",
            "ThrottledException",
            "TooManyRequestsException",
            "InternalError",
            "InternalFailure",
            "ServiceUnavailable",
            "Unavailable",
            "PendingVerification",
            "Pending");

    static Trouble of(@Nullable String code, int status) {
        String known = code == null ? "" : code;
        if (CAPACITIES.contains(known)) {
            return CAPACITY;
        }
        if (QUOTAS.contains(known)) {
            return QUOTA;
        }
        if (PASSINGS.contains(known)) {
            return PASSING;
        }
        return byName(known, status);
    }

    private static Trouble byName(String code, int status) {
        if (code.equals("IdempotentParameterMismatch") || code.equals("IdempotentInstanceTerminated")) {
            return USED_TOKEN;
        }
        if (code.startsWith("InvalidLaunchTemplate") && code.contains("NotFound")) {
            return NO_TEMPLATE;
        }
        if (code.equals("InvalidInstanceID.NotFound")) {
            return GONE;
        }
        return status >= SERVER_ERROR ? PASSING : FATAL;
    }

    /** Of a call that gave no answer it is not known whether it was done. */
    static Trouble of(SdkException failure) {
        if (failure instanceof AwsServiceException answer) {
            return of(code(answer), answer.statusCode());
        }
        return isMissingCredentials(failure) ? FATAL : PASSING;
    }

    static String code(SdkException failure) {
        if (failure instanceof AwsServiceException answer
                && answer.awsErrorDetails() != null
                && answer.awsErrorDetails().errorCode() != null) {
            return answer.awsErrorDetails().errorCode();
        }
        return isMissingCredentials(failure) ? "NoCredentials" : "NoAnswer";
    }

    private static boolean isMissingCredentials(SdkException failure) {
        return String.valueOf(failure.getMessage()).contains("Unable to load credentials");
    }
}
