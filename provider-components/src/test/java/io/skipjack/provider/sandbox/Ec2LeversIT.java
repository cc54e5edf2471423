package io.skipjack.provider.sandbox;

import static io.skipjack.provider.sandbox.Ec2Stage.fleet;
import static io.skipjack.provider.sandbox.Ec2Stage.spot;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.skipjack.provider.sandbox.ec2.Misbehaviour;
import io.skipjack.provider.sandbox.ec2.Refusing;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.CreateFleetResponse;
import software.amazon.awssdk.services.ec2.model.Ec2Exception;

/** Each way in which the pretend EC2 misbehaves, as the real SDK meets it. */
class Ec2LeversIT {
    private static final Duration SOON = Duration.ofSeconds(10);
    private static final String A = "g6.xlarge@us-east-1a";
    private static final String B = "g6.xlarge@us-east-1b";

    private final Ec2Stage stage = Ec2Stage.fast();
    private final Ec2Client ec2 = stage.ec2;
    private final Misbehaviour cloud = stage.fake.misbehaviour();

    @BeforeEach
    void template() {
        stage.template("");
    }

    @AfterEach
    void stop() {
        stage.close();
    }

    @ParameterizedTest
    @CsvSource({
        "InsufficientInstanceCapacity, 500",
        "UnfulfillableCapacity, 400",
        "Unsupported, 400",
        "InsufficientFreeAddressesInSubnet, 400",
        "SpotMaxPriceTooLow, 400",
        "MaxSpotInstanceCountExceeded, 400",
        "VcpuLimitExceeded, 400",
        "RequestLimitExceeded, 503",
        "InternalError, 500",
        "Unavailable, 503",
        "UnauthorizedOperation, 403",
        "OptInRequired, 403",
        "InvalidAMIID.NotFound, 400",
        "PendingVerification, 403"
    })
    void refusesLaunchesSoManyTimes(String code, int status) {
        cloud.refuse(Refusing.launches(code).times(2));

        for (int i = 0; i < 2; i++) {
            assertThatExceptionOfType(Ec2Exception.class)
                    .isThrownBy(() -> ec2.runInstances(spot("").build()))
                    .satisfies(e -> {
                        assertThat(e.awsErrorDetails().errorCode()).isEqualTo(code);
                        assertThat(e.statusCode()).isEqualTo(status);
                    });
        }
        assertThat(ec2.runInstances(spot("").build()).instances()).hasSize(1);
    }

    @Test
    void aFleetGoesRoundAZoneWithoutCapacity() {
        cloud.refuse(Refusing.launches("InsufficientInstanceCapacity").inZone("us-east-1a"));

        CreateFleetResponse fleet = ec2.createFleet(fleet(1, "t", A, B));

        assertThat(fleet.errors()).singleElement().satisfies(each -> {
            assertThat(each.errorCode()).isEqualTo("InsufficientInstanceCapacity");
            assertThat(each.launchTemplateAndOverrides().overrides().availabilityZone())
                    .isEqualTo("us-east-1a");
        });
        assertThat(fleet.instances())
                .singleElement()
                .satisfies(each -> assertThat(
                                each.launchTemplateAndOverrides().overrides().availabilityZone())
                        .isEqualTo("us-east-1b"));
    }

    @Test
    void oneTimeOfARefusalCoversAllPoolsOfOneFleet() {
        cloud.refuse(Refusing.launches("InsufficientInstanceCapacity").times(1));

        assertThat(ec2.createFleet(fleet(1, "t-1", A, B)).errors()).hasSize(2);
        assertThat(ec2.createFleet(fleet(1, "t-2", A, B)).instances()).hasSize(1);
        // what came of a token stays so
        assertThat(ec2.createFleet(fleet(1, "t-1", A, B)).instances()).isEmpty();
    }

    @Test
    void aTypeMayBeRefusedAlone() {
        cloud.refuse(Refusing.launches("UnfulfillableCapacity").ofType("g6.xlarge"));

        assertThat(ec2.createFleet(fleet(1, "t", A, "g5.xlarge@us-east-1a")).instances())
                .singleElement()
                .satisfies(each -> assertThat(each.instanceTypeAsString()).isEqualTo("g5.xlarge"));
    }

    @Test
    void throttlesAnyAction() {
        cloud.refuse(Refusing.calls("DescribeInstances", "RequestLimitExceeded").times(1));

        assertThatExceptionOfType(Ec2Exception.class)
                .isThrownBy(ec2::describeInstances)
                .satisfies(e -> assertThat(e.isThrottlingException()).isTrue());
        assertThat(ec2.describeInstances().reservations()).isEmpty();
    }

    @Test
    void aDroppedAnswerHasHappened() {
        cloud.dropAnswers("CreateFleet", 1);

        assertThatExceptionOfType(SdkClientException.class).isThrownBy(() -> ec2.createFleet(fleet(1, "t", A)));
        assertThat(stage.fake.books()).hasSize(1);

        CreateFleetResponse again = ec2.createFleet(fleet(1, "t", A));
        assertThat(again.instances().getFirst().instanceIds())
                .containsExactly(stage.fake.books().getFirst().id());
        assertThat(stage.fake.books()).hasSize(1);
    }

    @Test
    void aNewInstanceIsInvisibleForAWhile() {
        cloud.hideNew(Duration.ofMillis(600));
        String id = stage.run(spot("").build()).instanceId();

        assertThat(ec2.describeInstances().reservations()).isEmpty();
        assertThatExceptionOfType(Ec2Exception.class)
                .isThrownBy(() -> ec2.terminateInstances(request -> request.instanceIds(id)))
                .satisfies(e -> assertThat(e.awsErrorDetails().errorCode()).isEqualTo("InvalidInstanceID.NotFound"));
        await().atMost(SOON).until(() -> ec2.describeInstances().reservations().size() == 1);
    }

    @Test
    void fleetsArePartialOrEmpty() {
        cloud.limitFleets(2);
        assertThat(ec2.createFleet(fleet(5, "t-1", A)).instances().getFirst().instanceIds())
                .hasSize(2);

        cloud.limitFleets(0);
        CreateFleetResponse none = ec2.createFleet(fleet(5, "t-2", A));
        assertThat(none.instances()).isEmpty();
        assertThat(none.errors())
                .singleElement()
                .satisfies(each -> assertThat(each.errorCode()).isEqualTo("UnfulfillableCapacity"));
    }

    @Test
    void aPoolRunsOut() {
        cloud.limitPool("g6.xlarge", "us-east-1a", 1);

        CreateFleetResponse fleet = ec2.createFleet(fleet(3, "t", A, B));

        assertThat(fleet.instances())
                .extracting(each -> each.instanceIds().size())
                .containsExactly(1, 2);
        assertThat(fleet.errors())
                .singleElement()
                .satisfies(each -> assertThat(each.errorCode()).isEqualTo("InsufficientInstanceCapacity"));
    }

    @Test
    void aQuotaIsUsedUp() {
        stage.fake.quota("L-3819A6DF", 8);

        CreateFleetResponse fleet = ec2.createFleet(fleet(3, "t", A));

        assertThat(fleet.instances().getFirst().instanceIds()).hasSize(2);
        assertThat(fleet.errors())
                .singleElement()
                .satisfies(each -> assertThat(each.errorCode()).isEqualTo("MaxSpotInstanceCountExceeded"));
        stage.fake.restoreAll();
        assertThat(ec2.createFleet(fleet(1, "t-2", A)).errors()).isEmpty();
    }

    @Test
    void terminationsAreRefusedOrIgnored() {
        String id = stage.run(spot("").build()).instanceId();
        cloud.refuse(Refusing.calls("TerminateInstances", "InternalError").times(1));
        cloud.ignoreTerminations(1);

        assertThatExceptionOfType(Ec2Exception.class).isThrownBy(() -> terminate(id));
        terminate(id);
        assertThat(stage.fake.books().getFirst().isLive()).isTrue();
        terminate(id);
        assertThat(stage.fake.books().getFirst().isLive()).isFalse();
    }

    @Test
    void aPriceChangesWhatAFleetTakesAndPays() {
        stage.fake.price("g6.xlarge", "us-east-1a", 0.5);

        assertThat(ec2.createFleet(fleet(1, "t", A, B))
                        .instances()
                        .getFirst()
                        .launchTemplateAndOverrides()
                        .overrides()
                        .availabilityZone())
                .isEqualTo("us-east-1b");
        assertThat(ec2.createFleet(fleet(1, "t-2", A + "@0.4"))
                        .errors()
                        .getFirst()
                        .errorCode())
                .isEqualTo("SpotMaxPriceTooLow");
    }

    @ParameterizedTest
    @CsvSource({"0, 0.000000", "NaN, NaN", "1e9, 1000000000.000000", "-1, -1.000000"})
    void absurdPricesAreShownAndNotCharged(double dollars, String shown) {
        stage.fake.price("g6.xlarge", "us-east-1a", dollars);

        assertThat(prices()).containsExactly(shown);
        assertThat(ec2.createFleet(fleet(1, "t", A + "@0.30")).instances()).hasSize(1);
        stage.fake.restoreAll();
        assertThat(prices()).containsExactly("0.216000");
    }

    /** As they are now. */
    private List<String> prices() {
        return ec2
                .describeSpotPriceHistory(request -> request.instanceTypesWithStrings("g6.xlarge")
                        .availabilityZone("us-east-1a")
                        .startTime(Instant.now()))
                .spotPriceHistory()
                .stream()
                .map(each -> each.spotPrice())
                .toList();
    }

    private void terminate(String id) {
        ec2.terminateInstances(request -> request.instanceIds(id));
    }
}
