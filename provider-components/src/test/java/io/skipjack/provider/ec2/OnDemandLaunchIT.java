package io.skipjack.provider.ec2;

import static io.skipjack.domain.market.CapacityType.ON_DEMAND;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.skipjack.domain.fleet.LaunchOutcome;
import io.skipjack.domain.fleet.Refusal;
import io.skipjack.domain.market.PricedOffer;
import io.skipjack.domain.provider.ProviderUnavailableException;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OnDemandLaunchIT {
    private static final PricedOffer A = Ec2Stage.offer("us-east-1a", "g6.xlarge", ON_DEMAND);
    private static final PricedOffer B = Ec2Stage.offer("us-east-1b", "g6.xlarge", ON_DEMAND);
    private static final String LAUNCHED = """
            <instancesSet><item><instanceId>i-0abc</instanceId><instanceState><name>pending</name></instanceState>
            <instanceType>g6.xlarge</instanceType><placement><availabilityZone>us-east-1b</availabilityZone></placement>
            <launchTime>2026-11-21T10:00:05.000Z</launchTime></item></instancesSet>""";

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
    void takesTheNextOfferWhenTheBestIsNotToBeHad() throws Exception {
        stage.aws.on("RunInstances", call -> {
            if (call.get("SubnetId").equals("subnet-a")) {
                throw new PretendAws.Refused(500, "InsufficientInstanceCapacity", "none in a");
            }
            return LAUNCHED;
        });

        LaunchOutcome.Launched launched = (LaunchOutcome.Launched) stage.provider.launch(Ec2Stage.request(A, B));

        assertThat(launched.lease().offer()).isEqualTo(B.offer());
        assertThat(launched.lease().launchedAt()).isEqualTo("2026-11-21T10:00:05Z");
        assertThat(launched.refusals()).singleElement().satisfies(refusal -> {
            assertThat(refusal.kind()).isEqualTo(Refusal.Kind.CAPACITY);
            assertThat(refusal.offer()).isEqualTo(A.offer());
        });
        assertThat(stage.aws.calls("RunInstances"))
                .hasSize(2)
                .extracting(call -> call.get("ClientToken"))
                .doesNotHaveDuplicates()
                .allMatch(token -> token.length() == 64);
    }

    @Test
    void asksWithTemplateTypeSubnetAndTags() throws Exception {
        stage.aws.on("RunInstances", LAUNCHED);

        stage.provider.launch(Ec2Stage.request(B));

        assertThat(stage.aws.call("RunInstances").fields())
                .containsEntry("InstanceType", "g6.xlarge")
                .containsEntry("SubnetId", "subnet-b")
                .containsEntry("MinCount", "1")
                .containsEntry("MaxCount", "1")
                .containsEntry("TagSpecification.1.Tag.1.Value", "owner123456")
                .containsKey("LaunchTemplate.LaunchTemplateName")
                .doesNotContainKey("InstanceMarketOptions.MarketType");
    }

    @Test
    void aRepeatAfterALostAnswerFindsWhatWasLaunched() throws Exception {
        stage.aws.on("DescribeInstances", "<reservationSet><item>" + LAUNCHED + "</item></reservationSet>");

        LaunchOutcome.Launched launched = (LaunchOutcome.Launched) stage.provider.launch(Ec2Stage.request(A, B));

        assertThat(launched.lease().id()).isEqualTo("i-0abc");
        assertThat(launched.lease().offer()).isEqualTo(B.offer());
        assertThat(stage.aws.calls("RunInstances")).isEmpty();
    }

    @Test
    void aUsedUpQuotaIsNotTriedWithTheNextOffer() throws Exception {
        stage.aws.refuse("RunInstances", 400, "VcpuLimitExceeded");

        LaunchOutcome.Refused refused = (LaunchOutcome.Refused) stage.provider.launch(Ec2Stage.request(A, B));

        assertThat(refused.refusals())
                .hasSize(1)
                .allSatisfy(refusal -> assertThat(refusal.message()).contains("L-DB2E81BA"));
    }

    @Test
    void whatPassesIsLeftToARepeat() {
        stage.aws.refuse("RunInstances", 503, "Unavailable");

        assertThatThrownBy(() -> stage.provider.launch(Ec2Stage.request(A, B)))
                .isInstanceOf(ProviderUnavailableException.class)
                .hasMessageContaining("launching replica rack-12 on ec2/us-east-1, Unavailable");
    }
}
