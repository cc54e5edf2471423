package io.skipjack.provider.ec2;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The next step for each error that somebody has to do something about. */
final class Ec2Advice {
    private static final List<String> CREDENTIALS = List.of(
            "NoCredentials",
            "AuthFailure",
            "InvalidClientTokenId",
            "SignatureDoesNotMatch",
            "UnrecognizedClient",
            "ExpiredToken",
            "RequestExpired");
    /** By the beginning of the code; the first that fits counts. */
    private static final Map<String, String> STEPS = steps();

    private Ec2Advice() {}

    /** @return empty where there is nothing to do but wait */
    static String on(String code, String region) {
        for (Map.Entry<String, String> step : STEPS.entrySet()) {
            if (code.startsWith(step.getKey())) {
                return step.getValue().replace("REGION", region.isEmpty() ? "the region" : region);
            }
        }
        return "";
    }

    private static Map<String, String> steps() {
        Map<String, String> steps = new LinkedHashMap<>();
        steps.put(
                "AuthFailure.ServiceLinkedRoleCreationNotPermitted",
                "run once: aws iam create-service-linked-role --aws-service-name spot.amazonaws.com");
        CREDENTIALS.forEach(
                code -> steps.put(code, "check the router's AWS credentials with: aws sts get-caller-identity"));
        String rights = "grant the router's AWS identity what is missing; it shows with: skipjack check --provider aws";
        steps.put("UnauthorizedOperation", rights);
        steps.put("AccessDenied", rights);
        steps.put("InvalidAMIID", "check skipjack.ec2.ami; an ami-... is of one region only");
        steps.put("ParameterNotFound", "check the parameter's name and that it is in REGION");
        steps.put("OptInRequired", "enable REGION, or EC2 itself, for the account in the AWS console");
        steps.put("InvalidKeyPair", "check skipjack.ec2.key-name");
        steps.put("InvalidGroup", "check skipjack.ec2.security-group");
        steps.put("InvalidSubnet", "check skipjack.ec2.subnet-tag");
        steps.put("InvalidBlockDeviceMapping", "raise skipjack.ec2.disk-gb above the machine image's own size");
        steps.put("InvalidUserData", "shorten the deployment's extra_args");
        steps.put("InvalidParameter", "check skipjack.ec2.*, its instance-profile first");
        steps.put("PendingVerification", "AWS is checking the account; that takes up to four hours");
        return steps;
    }
}
