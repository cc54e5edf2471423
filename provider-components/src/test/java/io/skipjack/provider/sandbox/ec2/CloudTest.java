package io.skipjack.provider.sandbox.ec2;

import static org.assertj.core.api.Assertions.assertThat;

import io.skipjack.domain.cost.Money;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The cloud's books on a clock that the test moves. */
class CloudTest {
    private static final String LAUNCH = "Action=RunInstances&ImageId=ami-0123456789abcdef0&InstanceType=g6.xlarge"
            + "&MinCount=1&MaxCount=1&Placement.AvailabilityZone=us-east-1a";
    private static final String SPOT = "&InstanceMarketOptions.MarketType=spot";

    private Instant now = Instant.parse("2026-11-21T10:00:00Z");
    private final Cloud cloud = new Cloud(
            CloudSettings.defaults()
                    .booting(Duration.ofSeconds(100))
                    .ending(Duration.ofSeconds(10), Duration.ofHours(1)),
            () -> now,
            Machines.NONE,
            0);
    private final QueryApi api = new QueryApi(cloud);

    @Test
    void statesFollowTheClock() {
        String id = launch(SPOT);
        assertThat(book(0).state()).isEqualTo("pending");
        pass(20);
        assertThat(book(0).state()).isEqualTo("running");
        cloud.take(id);
        assertThat(book(0).state()).isEqualTo("shutting-down");
        pass(10);
        assertThat(book(0).state()).isEqualTo("terminated");
        assertThat(book(0).reason()).isEqualTo("Server.SpotInstanceTermination");
    }

    @Test
    void spotIsPaidAtThePriceOfTheTime() {
        String id = launch(SPOT);
        pass(3600);
        cloud.price("g6.xlarge", "us-east-1a", 0.5);
        pass(1800);
        cloud.price("g6.xlarge", "us-east-1a", Double.NaN);
        cloud.price("g6.xlarge", "us-east-1a", 1e9);
        pass(1800);
        cloud.shutDown(id);
        pass(10_000);

        assertThat(book(0).billed()).isEqualTo(Duration.ofHours(2));
        assertThat(book(0).cost()).isEqualTo(Money.ofDollars("0.716"));
        assertThat(book(0).invoiced()).isEqualTo(book(0).cost());
    }

    @Test
    void theHistoryBeginsWithThePriceInForceAndEndsAtTheEndTime() {
        pass(1800);
        cloud.price("g6.xlarge", "us-east-1a", 0.5);
        pass(1800);
        cloud.price("g6.xlarge", "us-east-1a", Double.NaN);
        pass(1800);
        cloud.restore();

        assertThat(history("")).containsExactly("0.216000", "NaN", "0.500000", "0.216000");
        assertThat(history("&StartTime=2026-11-21T10:45:00.000Z")).containsExactly("0.216000", "NaN", "0.500000");
        assertThat(history("&StartTime=2026-11-21T10:45:00.000Z&EndTime=2026-11-21T11:15:00Z"))
                .containsExactly("NaN", "0.500000");
        assertThat(history("&StartTime=2026-11-21T12:00:00Z")).containsExactly("0.216000");
        assertThat(history("&MaxResults=2")).containsExactly("0.216000", "NaN");
    }

    private List<String> history(String more) {
        String answer = api.answer(
                "us-east-1",
                Form.parse(
                        "Action=DescribeSpotPriceHistory&InstanceType.1=g6.xlarge&AvailabilityZone=us-east-1a" + more));
        return Pattern.compile("<spotPrice>(.*?)</spotPrice>")
                .matcher(answer)
                .results()
                .map(each -> each.group(1))
                .toList();
    }

    @Test
    void theEndIsSaidAsEc2SaysIt() {
        String ended = launch("");
        String taken = launch(SPOT);
        String shutDown = launch(SPOT);
        now = now.plusMillis(7_700);
        api.answer("us-east-1", Form.parse("Action=TerminateInstances&InstanceId.1=" + ended));
        cloud.take(taken);
        cloud.shutDown(shutDown);
        pass(3);

        assertThat(describe()).contains("<reason>User initiated (2026-11-21 10:00:07 GMT)</reason>");
        assertThat(requests(""))
                .contains("instance-terminated-no-capacity", "instance-terminated-by-user")
                .contains("<updateTime>2026-11-21T10:00:07Z</updateTime>")
                .doesNotContain("instanceId>" + ended);
        assertThat(requests("&Filter.1.Name=status-code&Filter.1.Value.1=*-by-user"))
                .contains(shutDown)
                .doesNotContain(taken);
        assertThat(requests("&MaxResults=1")).contains(taken, "<nextToken>").doesNotContain(shutDown);
        assertThat(cloud.books()).extracting(Book::billed).containsOnly(Duration.ofMillis(7_700));
        assertThat(book(0).cost())
                .as("whole seconds")
                .isEqualTo(Money.ofDollars("0.805").over(Duration.ofSeconds(7)));
    }

    @Test
    void aRequestFollowsItsInstance() {
        String id = launch(SPOT);
        assertThat(requests("")).contains("<code>fulfilled</code>", "<state>active</state>");
        cloud.announce(id, now, now.plusSeconds(120));
        assertThat(requests("")).contains("<code>marked-for-termination</code>", "<state>active</state>");
        cloud.take(id);
        assertThat(requests("")).contains("<state>closed</state>");
    }

    private String requests(String more) {
        return api.answer("us-east-1", Form.parse("Action=DescribeSpotInstanceRequests" + more));
    }

    @Test
    void onDemandIsPaidAtTheListPrice() {
        launch("");
        pass(3600);

        assertThat(book(0).capacityType()).isEqualTo("on-demand");
        assertThat(book(0).cost()).isEqualTo(Money.ofDollars("0.805"));
    }

    @Test
    void theInvoiceHasAMinimumAndForgivesEarlyInterruptions() {
        String taken = launch(SPOT);
        String ended = launch("");
        pass(30);
        cloud.take(taken);
        cloud.shutDown(ended);

        assertThat(book(0).cost()).isEqualTo(Money.ofDollars("0.0018"));
        assertThat(book(0).invoiced()).isEqualTo(Money.ZERO);
        assertThat(book(1).cost()).isEqualTo(Money.ofDollars("0.006708"));
        assertThat(book(1).invoiced()).isEqualTo(Money.ofDollars("0.013417"));
    }

    @Test
    void volumeAndAddressArePaidForAlsoWhereSpotIsFree() {
        String taken = launch(SPOT + "&BlockDeviceMapping.1.Ebs.VolumeSize=100");
        launch("&BlockDeviceMapping.1.Ebs.VolumeSize=100&NetworkInterface.1.AssociatePublicIpAddress=false");
        pass(1800);
        cloud.take(taken);
        pass(1800);

        assertThat(book(0).invoiced()).isEqualTo(Money.ZERO);
        assertThat(book(0).sideInvoiced()).isEqualTo(Money.ofDollars("0.007979"));
        assertThat(book(1).sideInvoiced()).isEqualTo(Money.ofDollars("0.010959"));
    }

    @Test
    void unownedIsTheTimeBeyondThreeHeartbeats() {
        String id = launch(SPOT + "&UserData=" + userData());
        pass(100);
        cloud.contact(id);
        pass(30);
        cloud.contact(id);
        assertThat(book(0).unowned()).isZero();
        pass(70);
        assertThat(book(0).unowned()).isEqualTo(Duration.ofSeconds(40));
        cloud.contact(id);
        pass(31);
        assertThat(book(0).unowned()).isEqualTo(Duration.ofSeconds(41));
        assertThat(book(0).neverOwned()).isZero();
        cloud.shutDown(id);
        pass(1000);
        assertThat(book(0).unowned()).isEqualTo(Duration.ofSeconds(41));
    }

    @Test
    void neverOwnedBeginsAfterBootAndThreeHeartbeats() {
        String id = launch(SPOT + "&UserData=" + userData());
        pass(130);
        assertThat(book(0).neverOwned()).isZero();
        pass(20);
        assertThat(book(0).neverOwned()).isEqualTo(Duration.ofSeconds(20));
        cloud.contact(id);
        pass(10);
        assertThat(book(0).neverOwned()).isEqualTo(Duration.ofSeconds(20));
        assertThat(book(0).unowned()).isZero();
    }

    @Test
    void aTerminatedInstanceIsForgottenButStaysInTheBooks() {
        String id = launch(SPOT);
        pass(100);
        cloud.shutDown(id);
        pass(3610);
        assertThat(describe()).contains(id);
        pass(1);
        assertThat(describe()).doesNotContain(id);
        assertThat(book(0).billed()).isEqualTo(Duration.ofSeconds(100));
    }

    @Test
    void addressesAreLoopbackAndNeverTwiceTheSame() {
        for (int i = 0; i < 300; i++) {
            launch(SPOT);
        }

        assertThat(cloud.books()).extracting(Book::address).doesNotHaveDuplicates();
        assertThat(book(0).address()).isEqualTo("127.1.0.1");
        assertThat(book(299).address()).isEqualTo("127.1.1.46");
    }

    private String launch(String more) {
        api.answer("us-east-1", Form.parse(LAUNCH + more));
        return cloud.books().getLast().id();
    }

    private String describe() {
        return api.answer("us-east-1", Form.parse("Action=DescribeInstances"));
    }

    private Book book(int index) {
        return cloud.books().get(index);
    }

    private void pass(long seconds) {
        now = now.plusSeconds(seconds);
    }

    private static String userData() {
        String script =
                "#!/bin/bash\n# --- config\nSKIPJACK_ENGINE_KEY='ssm:/k'\nSKIPJACK_ENGINE_ARGS=('--model' 'm')\n"
                        + "SKIPJACK_HEARTBEAT_SECONDS='10'\n# --- end of config\n";
        return URLEncoder.encode(
                Base64.getEncoder().encodeToString(script.getBytes(StandardCharsets.UTF_8)), StandardCharsets.UTF_8);
    }
}
