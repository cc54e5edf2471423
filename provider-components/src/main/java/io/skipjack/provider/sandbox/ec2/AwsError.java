package io.skipjack.provider.sandbox.ec2;

import java.util.Map;
import java.util.Set;

/** An error as AWS answers it: its code, which decides everything, and a sentence for people. */
public final class AwsError extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private static final Set<String> FORBIDDEN =
            Set.of("UnauthorizedOperation", "PendingVerification", "OptInRequired", "AccessDeniedException");
    private static final Set<String> UNKNOWN_CALLER = Set.of("AuthFailure", "SignatureDoesNotMatch");
    private static final Set<String> BROKEN =
            Set.of("InternalError", "InternalFailure", "InsufficientInstanceCapacity");
    private static final Set<String> BUSY = Set.of("RequestLimitExceeded", "ServiceUnavailable", "Unavailable");
    private static final Map<String, String> SENTENCES = Map.ofEntries(
            Map.entry("InsufficientInstanceCapacity", "There is no capacity in the Availability Zone you requested."),
            Map.entry("UnfulfillableCapacity", "The requested capacity cannot be fulfilled."),
            Map.entry("Unsupported", "The requested configuration is currently not supported."),
            Map.entry("InsufficientFreeAddressesInSubnet", "There are not enough free addresses in the subnet."),
            Map.entry("SpotMaxPriceTooLow", "Your Spot request price is lower than the minimum required price."),
            Map.entry("MaxSpotInstanceCountExceeded", "Max spot instance count exceeded."),
            Map.entry(
                    "VcpuLimitExceeded", "You have requested more vCPU capacity than your current vCPU limit allows."),
            Map.entry("InstanceLimitExceeded", "You have requested more instances than your instance quota allows."),
            Map.entry("RequestLimitExceeded", "Request limit exceeded."),
            Map.entry("UnauthorizedOperation", "You are not authorized to perform this operation."),
            Map.entry("AuthFailure", "AWS was not able to validate the provided access credentials."),
            Map.entry("InternalError", "An internal error has occurred."));

    private final String code;
    private final int status;

    public AwsError(String code, String message) {
        super(message);
        this.code = code;
        this.status = statusOf(code);
    }

    /** With AWS' own words for that code, where they are known. */
    static AwsError of(String code) {
        return new AwsError(code, SENTENCES.getOrDefault(code, "The request failed with " + code + "."));
    }

    static AwsError invalid(String message) {
        return new AwsError("InvalidParameterValue", message);
    }

    static AwsError missing(String parameter) {
        return new AwsError("MissingParameter", "The request must contain the parameter " + parameter);
    }

    public String code() {
        return code;
    }

    /** HTTP status: EC2 says 503 to those who ask too often and 500 when it has no machines. */
    public int status() {
        return status;
    }

    public String sentence() {
        String message = getMessage();
        return message == null ? "" : message;
    }

    private static int statusOf(String code) {
        if (BUSY.contains(code)) {
            return 503;
        }
        if (BROKEN.contains(code)) {
            return 500;
        }
        if (UNKNOWN_CALLER.contains(code)) {
            return 401;
        }
        return FORBIDDEN.contains(code) ? 403 : code.equals("DryRunOperation") ? 412 : 400;
    }
}
