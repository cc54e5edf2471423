package io.skipjack.provider.ec2;

import static io.skipjack.domain.market.CapacityType.SPOT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.skipjack.domain.cost.Money;
import io.skipjack.domain.fleet.LaunchOutcome;
import io.skipjack.domain.fleet.Lease;
import io.skipjack.domain.fleet.Refusal;
import io.skipjack.domain.market.PricedOffer;
import io.skipjack.domain.provider.ProviderUnavailableException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SpotLaunchIT {
    private static final PricedOffer A = Ec2Stage.offer("us-east-1a", "g6.xlarge", SPOT);
    private static final PricedOffer B = Ec2Stage.offer("us-east-1b", "g6.2xlarge", SPOT);
    private static final String LAUNCHED = """
            <fleetId>fleet-1</fleetId><fleetInstanceSet><item><instanceIds><item>i-0abc</item></instanceIds>
            <instanceType>g6.2xlarge</instanceType><launchTemplateAndOverrides><overrides><subnetId>subnet-b</subnetId>
            <instanceType>g6.2xlarge</instanceType></overrides></launchTemplateAndOverrides></item></fleetInstanceSet>""";

    private Ec2Stage stage;

    @BeforeEach
    void open() throws IOException {
        stage = new Ec2Stage();
    }

    @AfterEach
    void close() {
        stage.close();
    }

    @Test
    void takesTheOfferThatEc2Gave() throws Exception {
        stage.aws.on("CreateFleet", LAUNCHED);

        LaunchOutcome outcome = stage.provider.launch(Ec2Stage.request(A, B));

        Lease lease = ((LaunchOutcome.Launched) outcome).lease();
        assertThat(lease.id()).isEqualTo("i-0abc");
        assertThat(lease.offer()).isEqualTo(B.offer());
        assertThat(lease.perHour()).isEqualTo(new Money(300_000));
        assertThat(lease.address()).isNull();
    }

    @Test
    void asksForOneOfAllPoolsWithTokenTagsAndCap() throws Exception {
        stage.aws.on("CreateFleet", LAUNCHED);

        stage.provider.launch(Ec2Stage.request(A, B));

        assertThat(stage.aws.call("CreateFleet").fields())
                .containsEntry("Type", "instant")
                .containsEntry("ClientToken", "token-1")
                .containsEntry("TargetCapacitySpecification.TotalTargetCapacity", "1")
                .containsEntry("TargetCapacitySpecification.DefaultTargetCapacityType", "spot")
                .containsEntry("SpotOptions.AllocationStrategy", "price-capacity-optimized")
                .containsEntry("LaunchTemplateConfigs.1.Overrides.1.InstanceType", "g6.xlarge")
                .containsEntry("LaunchTemplateConfigs.1.Overrides.1.SubnetId", "subnet-a")
                .containsEntry("LaunchTemplateConfigs.1.Overrides.2.SubnetId", "subnet-b")
                .containsEntry("LaunchTemplateConfigs.1.Overrides.1.MaxPrice", "0.800000")
                .containsEntry("TagSpecification.1.ResourceType", "instance")
                .containsEntry("TagSpecification.1.Tag.1.Key", "skipjack:owner")
                .containsEntry("TagSpecification.1.Tag.1.Value", "owner123456")
                .containsValue("rack-12")
                .containsValue("skipjack-rack-12");
    }

    @Test
    void makesOneTemplateForADeploymentsRevision() throws Exception {
        stage.aws.on("CreateFleet", LAUNCHED);

        stage.provider.launch(Ec2Stage.request(A, B));
        stage.provider.launch(Ec2Stage.request(B));

        assertThat(stage.aws.calls("CreateLaunchTemplate")).hasSize(1);
        PretendAws.Call template = stage.aws.call("CreateLaunchTemplate");
        assertThat(template.get("LaunchTemplateName")).matches("skipjack-owner123-rack-rev1-[0-9a-f]{10}");
        assertThat(template.fields())
                .containsEntry("LaunchTemplateData.ImageId", "ami-0123")
                .containsEntry("LaunchTemplateData.MetadataOptions.HttpTokens", "required")
                .containsEntry("LaunchTemplateData.MetadataOptions.HttpPutResponseHopLimit", "1")
                .containsEntry("LaunchTemplateData.MetadataOptions.InstanceMetadataTags", "enabled")
                .containsEntry("LaunchTemplateData.InstanceInitiatedShutdownBehavior", "terminate")
                .containsEntry("LaunchTemplateData.IamInstanceProfile.Name", "skipjack-engine")
                .containsEntry("LaunchTemplateData.SecurityGroupId.1", "sg-1")
                .containsEntry("LaunchTemplateData.BlockDeviceMapping.1.DeviceName", "/dev/xvda")
                .containsEntry("LaunchTemplateData.BlockDeviceMapping.1.Ebs.Encrypted", "true")
                .containsEntry("LaunchTemplateData.BlockDeviceMapping.1.Ebs.VolumeSize", "100");
        String script = new String(
                Base64.getDecoder().decode(template.get("LaunchTemplateData.UserData")), StandardCharsets.UTF_8);
        assertThat(script).startsWith("#!/bin/bash\n").contains("'--model' 'Qwen/Qwen3-0.6B'");
    }

    @Test
    void anExistingTemplateIsUsed() throws Exception {
        stage.aws
                .on("CreateFleet", LAUNCHED)
                .refuse("CreateLaunchTemplate", 400, "InvalidLaunchTemplateName.AlreadyExistsException");

        assertThat(stage.provider.launch(Ec2Stage.request(A))).isInstanceOf(LaunchOutcome.Launched.class);
    }

    @Test
    void aDeletedTemplateIsMadeAgain() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        stage.aws.on("CreateFleet", call -> {
            if (asked.getAndIncrement() == 0) {
                throw new PretendAws.Refused(400, "InvalidLaunchTemplateName.NotFoundException", "gone");
            }
            return LAUNCHED;
        });

        assertThat(stage.provider.launch(Ec2Stage.request(A, B))).isInstanceOf(LaunchOutcome.Launched.class);
        assertThat(stage.aws.calls("CreateLaunchTemplate")).hasSize(2);
        assertThat(stage.aws.calls("CreateFleet"))
                .extracting(call -> call.get("ClientToken"))
                .containsOnly("token-1");
    }

    @Test
    void aTemplateMissedByOnePoolIsMadeAgainUnderANewToken() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        stage.aws.on(
                "CreateFleet",
                call -> asked.getAndIncrement() == 0
                        ? "<errorSet>" + error("InvalidLaunchTemplateName.NotFoundException", "a") + "</errorSet>"
                        : LAUNCHED);

        assertThat(stage.provider.launch(Ec2Stage.request(A, B))).isInstanceOf(LaunchOutcome.Launched.class);
        assertThat(stage.aws.calls("CreateFleet"))
                .extracting(call -> call.get("ClientToken"))
                .hasSize(2)
                .doesNotHaveDuplicates();
        assertThat(stage.aws.calls("CreateLaunchTemplate")).hasSize(2);
    }

    @Test
    void anEmptyFleetIsRefusedPoolByPool() throws Exception {
        stage.aws.on(
                "CreateFleet",
                "<fleetId>f</fleetId><errorSet>" + error("InsufficientInstanceCapacity", "a")
                        + error("MaxSpotInstanceCountExceeded", "b") + "</errorSet>");

        LaunchOutcome outcome =
                stage.provider.launch(Ec2Stage.request(A, Ec2Stage.offer("us-east-1b", "g6.xlarge", SPOT)));

        assertThat(((LaunchOutcome.Refused) outcome).refusals())
                .extracting(Refusal::kind)
                .containsExactly(Refusal.Kind.CAPACITY, Refusal.Kind.QUOTA);
        assertThat(((LaunchOutcome.Refused) outcome).refusals().get(1))
                .satisfies(refusal -> assertThat(refusal.offer().zone()).isEqualTo("us-east-1b"))
                .satisfies(refusal -> assertThat(refusal.message()).contains("L-3819A6DF", "servicequotas"));
    }

    private static String error(String code, String zone) {
        return ("<item><errorCode>%s</errorCode><errorMessage>none.</errorMessage><launchTemplateAndOverrides><overrides>"
                        + "<instanceType>g6.xlarge</instanceType><subnetId>subnet-%s</subnetId></overrides>"
                        + "</launchTemplateAndOverrides></item>")
                .formatted(code, zone);
    }

    @ParameterizedTest
    @CsvSource({
        "UnauthorizedOperation, 403, FATAL, skipjack check --provider aws",
        "AuthFailure.ServiceLinkedRoleCreationNotPermitted, 403, FATAL, aws iam create-service-linked-role",
        "InvalidAMIID.NotFound, 400, FATAL, skipjack.ec2.ami",
        "VcpuLimitExceeded, 400, QUOTA, L-3819A6DF",
        "InsufficientInstanceCapacity, 500, CAPACITY, no CreateFleet",
    })
    void aRefusalIsAValueWithTheNextStep(String code, int status, Refusal.Kind kind, String step) throws Exception {
        stage.aws.refuse("CreateFleet", status, code);

        LaunchOutcome outcome = stage.provider.launch(Ec2Stage.request(A));

        assertThat(outcome)
                .asInstanceOf(type(LaunchOutcome.Refused.class))
                .satisfies(refused -> assertThat(refused.refusals())
                        .singleElement()
                        .satisfies(refusal -> {
                            assertThat(refusal.kind()).isEqualTo(kind);
                            assertThat(refusal.code()).isEqualTo(code);
                            assertThat(refusal.message()).contains(step);
                        }));
        assertThat(stage.aws.calls("CreateFleet")).as("not asked again").hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"RequestLimitExceeded", "InternalError"})
    void whatPassesIsTriedThreeTimesWithOneToken(String code) {
        stage.aws.refuse("CreateFleet", 503, code);

        assertThatThrownBy(() -> stage.provider.launch(Ec2Stage.request(A)))
                .isInstanceOf(ProviderUnavailableException.class)
                .hasMessage("launching replica rack-12 on ec2/us-east-1, %s: no CreateFleet".formatted(code));
        assertThat(stage.aws.calls("CreateFleet"))
                .hasSize(3)
                .extracting(call -> call.get("ClientToken"))
                .containsOnly("token-1");
    }

    @Test
    void aTokenUsedWithOtherSettingsIsLookedUp() throws Exception {
        stage.aws.refuse("CreateFleet", 400, "IdempotentParameterMismatch").on("DescribeInstances", """
                <reservationSet><item><instancesSet><item><instanceId>i-0old</instanceId>
                <instanceState><code>16</code><name>running</name></instanceState><instanceType>g6.xlarge</instanceType>
                <placement><availabilityZone>us-east-1a</availabilityZone></placement>
                <privateIpAddress>10.0.0.7</privateIpAddress><launchTime>2026-11-21T10:00:05.000Z</launchTime>
                </item></instancesSet></item></reservationSet>""");

        LaunchOutcome outcome = stage.provider.launch(Ec2Stage.request(A));

        Lease lease = ((LaunchOutcome.Launched) outcome).lease();
        assertThat(lease.id()).isEqualTo("i-0old");
        assertThat(lease.address()).hasToString("http://10.0.0.7:8000/v1");
        assertThat(stage.aws.call("DescribeInstances").fields())
                .containsEntry("Filter.2.Name", "tag:skipjack:token")
                .containsEntry("Filter.2.Value.1", "token-1");
    }

    @Test
    void aMissingSecurityGroupIsRefusedWithTheCommandThatMakesIt() throws Exception {
        stage.aws.on("DescribeSecurityGroups", "<securityGroupInfo/>");

        LaunchOutcome outcome = stage.provider.launch(Ec2Stage.request(A));

        assertThat(((LaunchOutcome.Refused) outcome).refusals()).singleElement().satisfies(refusal -> {
            assertThat(refusal.kind()).isEqualTo(Refusal.Kind.FATAL);
            assertThat(refusal.message()).contains("aws ec2 create-security-group --region us-east-1 --vpc-id vpc-1");
        });
        assertThat(stage.aws.calls("CreateFleet")).isEmpty();
    }

    @Test
    void aZoneWithoutASubnetIsRefusedAndTheOthersAreAsked() throws Exception {
        stage.aws.on("CreateFleet", LAUNCHED);

        LaunchOutcome outcome =
                stage.provider.launch(Ec2Stage.request(Ec2Stage.offer("us-east-1f", "g6.xlarge", SPOT), B));

        LaunchOutcome.Launched launched = (LaunchOutcome.Launched) outcome;
        assertThat(launched.lease().offer()).isEqualTo(B.offer());
        assertThat(launched.refusals())
                .singleElement()
                .extracting(Refusal::code)
                .isEqualTo("NoSubnet");
    }
}
