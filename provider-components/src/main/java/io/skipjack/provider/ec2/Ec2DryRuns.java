package io.skipjack.provider.ec2;

import io.skipjack.domain.provider.Finding;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.FleetType;
import software.amazon.awssdk.services.ec2.model.ResourceType;

/**
 * Asks EC2 whether it would, call by call. A dry run ends in an error in any case: the one that says it would have
 * succeeded, a denial, or a complaint about what was asked for, which only comes after the rights were looked at.
 */
final class Ec2DryRuns {
    private static final String WOULD_SUCCEED = "DryRunOperation";
    private static final List<String> DENIALS = List.of("UnauthorizedOperation", "AccessDenied", "AuthFailure");
    /** Of the right form, and nobody's. */
    private static final String NO_INSTANCE = "i-00000000000000000";

    private static final String NO_TEMPLATE = "skipjack-check";
    private static final String TAG = "skipjack:check";

    private final Ec2Client ec2;
    private final Ec2Settings settings;
    private final Consumer<Finding> out;

    Ec2DryRuns(Ec2Client ec2, Ec2Settings settings, Consumer<Finding> out) {
        this.ec2 = ec2;
        this.settings = settings;
        this.out = out;
    }

    void run(Shape shape, String image, Network network) {
        String subnet = network.subnets().values().iterator().next();
        launching(shape, image, network, subnet);
        writing(image).forEach(this::tell);
        reading().forEach(this::tell);
    }

    private void tell(String right, Runnable call) {
        String code = code(call);
        if (isDenial(code)) {
            out.accept(Finding.fail(right, "denied", "allow %s to the router's identity".formatted(right)));
        } else if (Trouble.of(code, 0) == Trouble.PASSING || code.equals("NoAnswer")) {
            out.accept(Finding.warn(right, "a dry run was answered with " + code, "try again"));
        } else {
            out.accept(Finding.pass(right, "allowed"));
        }
    }

    private Map<String, Runnable> writing(String image) {
        Map<String, Runnable> calls = new LinkedHashMap<>();
        calls.put(
                "ec2:CreateLaunchTemplate",
                () -> ec2.createLaunchTemplate(request -> request.dryRun(true)
                        .launchTemplateName(NO_TEMPLATE)
                        .launchTemplateData(content -> content.imageId(image))));
        calls.put(
                "ec2:CreateFleet",
                () -> ec2.createFleet(request -> request.dryRun(true)
                        .type(FleetType.INSTANT)
                        .targetCapacitySpecification(target -> target.totalTargetCapacity(1))
                        .launchTemplateConfigs(config -> config.launchTemplateSpecification(template ->
                                template.launchTemplateName(NO_TEMPLATE).version("$Latest")))));
        calls.put(
                "ec2:TerminateInstances",
                () -> ec2.terminateInstances(request -> request.dryRun(true).instanceIds(NO_INSTANCE)));
        calls.put(
                "ec2:CreateTags",
                () -> ec2.createTags(request -> request.dryRun(true)
                        .resources(NO_INSTANCE)
                        .tags(tag -> tag.key(TAG).value("1"))));
        return calls;
    }

    private Map<String, Runnable> reading() {
        Map<String, Runnable> calls = new LinkedHashMap<>();
        calls.put("ec2:DescribeInstances", () -> ec2.describeInstances(request -> request.dryRun(true)));
        calls.put("ec2:DescribeSpotPriceHistory", () -> ec2.describeSpotPriceHistory(request -> request.dryRun(true)));
        calls.put(
                "ec2:DescribeSpotInstanceRequests",
                () -> ec2.describeSpotInstanceRequests(request -> request.dryRun(true)));
        calls.put(
                "ec2:DescribeInstanceTypeOfferings",
                () -> ec2.describeInstanceTypeOfferings(request -> request.dryRun(true)));
        calls.put(
                "ec2:GetConsoleOutput",
                () -> ec2.getConsoleOutput(request -> request.dryRun(true).instanceId(NO_INSTANCE)));
        return calls;
    }

    /** The one call that tells about the instance profile too. */
    private void launching(Shape shape, String image, Network network, String subnet) {
        String code = code(() -> ec2.runInstances(request -> request.dryRun(true)
                .minCount(1)
                .maxCount(1)
                .imageId(image)
                .instanceType(shape.name())
                .subnetId(subnet)
                .securityGroupIds(network.securityGroup())
                .iamInstanceProfile(profile -> profile.name(settings.instanceProfile()))
                .tagSpecifications(Ec2Tags.on(ResourceType.INSTANCE, Map.of(TAG, "1")))));
        String right = "ec2:RunInstances";
        String profile = "instance profile";
        if (isDenial(code)) {
            out.accept(Finding.fail(
                    right, "denied", "allow ec2:RunInstances, and iam:PassRole for " + settings.instanceProfile()));
        } else if (code.equals("InvalidParameterValue")) {
            out.accept(Finding.pass(right, "allowed"));
            out.accept(Finding.fail(
                    profile,
                    settings.instanceProfile() + " is not there",
                    "aws iam create-instance-profile --instance-profile-name %s, with a role that may read the engine key"
                            .formatted(settings.instanceProfile())));
        } else if (code.equals(WOULD_SUCCEED)) {
            out.accept(Finding.pass(right, "allowed"));
            out.accept(Finding.pass(profile, settings.instanceProfile()));
        } else {
            out.accept(Finding.warn(right, "a dry run was answered with " + code, Ec2Advice.on(code, "")));
        }
    }

    private static boolean isDenial(String code) {
        return DENIALS.stream().anyMatch(code::startsWith);
    }

    private static String code(Runnable call) {
        try {
            call.run();
            return WOULD_SUCCEED;
        } catch (SdkException answer) {
            return Trouble.code(answer);
        }
    }
}
