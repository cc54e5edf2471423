package io.skipjack.provider.ec2;

import static io.skipjack.domain.market.CapacityType.SPOT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.skipjack.domain.cost.Money;
import io.skipjack.domain.fleet.Lease;
import io.skipjack.domain.fleet.LeaseEnd;
import io.skipjack.domain.fleet.Listing;
import io.skipjack.domain.fleet.ObservedLease;
import io.skipjack.domain.fleet.ReplicaId;
import io.skipjack.domain.market.Offer;
import io.skipjack.domain.provider.ProviderUnavailableException;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is listed and how it is ended. */
class Ec2LeasesIT {
    private static final String TYPES = """
            <instanceTypeSet><item><instanceType>g6.xlarge</instanceType><gpuInfo><gpus><item><name>L4</name>
            <manufacturer>NVIDIA</manufacturer><count>1</count><memoryInfo><sizeInMiB>22888</sizeInMiB></memoryInfo>
            </item></gpus></gpuInfo><vCpuInfo><defaultVCpus>4</defaultVCpus></vCpuInfo></item></instanceTypeSet>""";

    private Ec2Stage stage;

    @BeforeEach
    void open() throws IOException {
        stage = new Ec2Stage();
        stage.aws.on("DescribeInstanceTypes", TYPES);
    }

    @AfterEach
    void close() {
        stage.close();
    }

    private static String instance(String id, String state, String tags) {
        return ("<item><instancesSet><item><instanceId>%s</instanceId><instanceState><name>%s</name></instanceState>"
                        + "<instanceType>g6.xlarge</instanceType><instanceLifecycle>spot</instanceLifecycle>"
                        + "<placement><availabilityZone>us-east-1a</availabilityZone></placement>"
                        + "<privateIpAddress>10.0.0.7</privateIpAddress><launchTime>2026-11-21T10:00:00.000Z</launchTime>"
                        + "<stateReason><code>Server.SpotInstanceTermination</code></stateReason>"
                        + "<tagSet>%s</tagSet></item></instancesSet></item>")
                .formatted(id, state, tags);
    }

    private static String tag(String key, String value) {
        return "<item><key>%s</key><value>%s</value></item>".formatted(key, value);
    }

    private static final String OURS = tag("skipjack:owner", "me");

    @Test
    void readsAllPagesOfOurs() throws Exception {
        String tags = OURS
                + tag("skipjack:deployment", "rack")
                + tag("skipjack:replica", "rack-12")
                + tag("skipjack:epoch", "7")
                + tag("skipjack:token", "token-1");
        stage.aws.on(
                "DescribeInstances",
                call -> call.get("NextToken") == null
                        ? "<reservationSet>" + instance("i-1", "running", tags)
                                + "</reservationSet><nextToken>more</nextToken>"
                        : "<reservationSet>" + instance("i-2", "terminated", tags) + "</reservationSet>");

        Listing listing = stage.provider.list("me", Set.of("us-east-1"));

        assertThat(listing.regions()).containsExactly("us-east-1");
        assertThat(listing.leases()).hasSize(2);
        ObservedLease first = listing.leases().getFirst();
        assertThat(first.lease())
                .isEqualTo(new Lease(
                        "i-1",
                        new Offer("ec2", "us-east-1", "us-east-1a", "g6.xlarge", "L4", 1, SPOT),
                        Money.ZERO,
                        Instant.parse("2026-11-21T10:00:00Z"),
                        java.net.URI.create("http://10.0.0.7:8000/v1")));
        assertThat(first.replica()).isEqualTo(new ReplicaId("rack", 12));
        assertThat(first.token()).isEqualTo("token-1");
        assertThat(first.epoch()).isEqualTo(7);
        assertThat(first.status()).isEqualTo(ObservedLease.Status.RUNNING);
        assertThat(first.statusReason()).isEqualTo("Server.SpotInstanceTermination");
        assertThat(listing.leases().getLast().status()).isEqualTo(ObservedLease.Status.GONE);
    }

    @Test
    void oddTagsHideNothingAndForeignOnesAreLeftOut() throws Exception {
        String odd =
                tag("skipjack:deployment", "rack") + tag("skipjack:replica", "rack-x") + tag("skipjack:epoch", "?");
        stage.aws.on(
                "DescribeInstances",
                "<reservationSet>" + instance("i-1", "running", OURS + odd)
                        + instance("i-2", "running", tag("skipjack:owner", "meme")) + "</reservationSet>");

        List<ObservedLease> leases =
                stage.provider.list("me", Set.of("us-east-1")).leases();

        assertThat(leases).singleElement().satisfies(lease -> {
            assertThat(lease.lease().id()).isEqualTo("i-1");
            assertThat(lease.replica()).isNull();
            assertThat(lease.epoch()).isZero();
        });
    }

    @Test
    void noRegionThatAnswersIsAFailure() {
        stage.aws.refuse("DescribeInstances", 503, "Unavailable");

        assertThatThrownBy(() -> stage.provider.list("me", Set.of("us-east-1", "us-west-2")))
                .isInstanceOf(ProviderUnavailableException.class)
                .hasMessageContaining("Unavailable");
    }

    @Test
    void aRegionThatIsDownIsLeftOutAndHidesNoOther() throws Exception {
        stage.aws.on("DescribeInstances", call -> {
            if (call.signer().contains("/us-west-2/")) {
                throw new PretendAws.Refused(503, "Unavailable", "down");
            }
            return "<reservationSet>" + instance("i-1", "running", OURS) + "</reservationSet>";
        });

        Listing listing = stage.provider.list("me", Set.of("us-east-1", "us-west-2"));

        assertThat(listing.regions()).containsExactly("us-east-1");
        assertThat(listing.leases()).hasSize(1);
    }

    @Test
    void aPretendAwsIsNeverShownRealCredentials() throws Exception {
        stage.provider.list("me", Set.of("us-east-1"));

        assertThat(stage.aws.call("DescribeInstances").signer()).startsWith("sandbox/");
    }

    private ObservedLease only() throws Exception {
        return stage.provider.list("me", Set.of("us-east-1")).leases().getFirst();
    }

    private static String ended(String reason, String request) {
        return "<reservationSet>"
                + instance("i-1", "terminated", OURS)
                        .replace(
                                "<stateReason>",
                                "<reason>" + reason + "</reason><spotInstanceRequestId>" + request
                                        + "</spotInstanceRequestId><stateReason>")
                + "</reservationSet>";
    }

    private static String request(String code) {
        return "<spotInstanceRequestSet><item><spotInstanceRequestId>sir-1</spotInstanceRequestId><status><code>" + code
                + "</code><updateTime>2026-11-21T11:00:07.000Z</updateTime></status></item></spotInstanceRequestSet>";
    }

    @Test
    void theLastTransitionsWordsSayWhenItEnded() throws Exception {
        stage.aws.on(
                "DescribeInstances",
                ended("User initiated (2026-11-21 12:05:12 GMT)", "sir-1")
                        .replace("Server.SpotInstanceTermination", "Client.UserInitiatedShutdown"));

        assertThat(only().lease().end()).isEqualTo(new LeaseEnd(Instant.parse("2026-11-21T12:05:12Z"), false, true));
        assertThat(stage.aws.calls("DescribeSpotInstanceRequests")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "instance-terminated-no-capacity, true",
        "instance-terminated-by-price, true",
        "instance-terminated-by-service, true",
        "instance-terminated-by-user, false"
    })
    void theSpotRequestSaysWhenAndByWhomOnceAndForAll(String code, boolean byEc2) throws Exception {
        stage.aws
                .on(
                        "DescribeInstances",
                        ended("", "sir-1").replace("Server.SpotInstanceTermination", "Client.Whatever"))
                .on("DescribeSpotInstanceRequests", request(code));

        only();
        assertThat(only().lease().end()).isEqualTo(new LeaseEnd(Instant.parse("2026-11-21T11:00:07Z"), byEc2, true));
        assertThat(stage.aws.calls("DescribeSpotInstanceRequests"))
                .singleElement()
                .satisfies(call -> {
                    assertThat(call.get("Filter.1.Name")).isEqualTo("spot-instance-request-id");
                    assertThat(call.get("Filter.1.Value.1")).isEqualTo("sir-1");
                });
    }

    @Test
    void whereNothingIsSaidTheEndIsWhenItWasSeen() throws Exception {
        stage.aws
                .on("DescribeInstances", ended("Server.SpotInstanceTermination", "sir-1"))
                .on("DescribeSpotInstanceRequests", request("marked-for-termination"));
        Instant before = Instant.now();

        LeaseEnd end = only().lease().end();

        assertThat(end).isNotNull();
        assertThat(end.said()).isFalse();
        assertThat(end.byProvider()).isTrue();
        assertThat(end.at()).isBetween(before, Instant.now());
    }

    @Test
    void withoutTheRightToAskLeasesAreShownAllTheSame() throws Exception {
        stage.aws.on("DescribeInstances", ended("", "sir-1"));
        stage.aws.refuse("DescribeSpotInstanceRequests", 403, "UnauthorizedOperation");

        assertThat(only().status()).isEqualTo(ObservedLease.Status.GONE);
        assertThat(only().lease().end()).isNotNull();
        assertThat(stage.aws.calls("DescribeSpotInstanceRequests"))
                .as("not with each listing")
                .hasSize(1);
    }

    private static Lease lease(String id) {
        Offer offer = new Offer("ec2", "us-east-1", "us-east-1a", "g6.xlarge", "L4", 1, SPOT);
        return new Lease(id, offer, Money.ZERO, Instant.EPOCH, null);
    }

    @Test
    void oneUnknownInstanceKeepsNoOtherFromItsEnd() throws Exception {
        stage.aws.on("TerminateInstances", call -> {
            if (call.fields().containsValue("i-unknown")) {
                throw new PretendAws.Refused(400, "InvalidInstanceID.NotFound", "no i-unknown");
            }
            if (call.fields().containsValue("i-protected")) {
                throw new PretendAws.Refused(400, "OperationNotPermitted", "protected");
            }
            return "<instancesSet/>";
        });

        Set<String> ended =
                stage.provider.terminate(List.of(lease("i-1"), lease("i-unknown"), lease("i-protected"), lease("i-2")));

        assertThat(ended).containsExactlyInAnyOrder("i-1", "i-2", "i-unknown");
    }

    @Test
    void manyAreEndedInOneCall() throws Exception {
        stage.aws.on("TerminateInstances", "<instancesSet/>");

        assertThat(stage.provider.terminate(List.of(lease("i-1"), lease("i-2"))))
                .containsOnly("i-1", "i-2");
        assertThat(stage.aws.calls("TerminateInstances")).hasSize(1);
    }

    @Test
    void nothingToEndIsNoCall() throws Exception {
        assertThat(stage.provider.terminate(List.of())).isEmpty();
        assertThat(stage.aws.calls("TerminateInstances")).isEmpty();
    }
}
