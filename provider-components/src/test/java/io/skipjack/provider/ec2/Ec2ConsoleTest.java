package io.skipjack.provider.ec2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.skipjack.domain.cost.Money;
import io.skipjack.domain.fleet.Lease;
import io.skipjack.domain.fleet.LeaseLog;
import io.skipjack.domain.market.CapacityType;
import io.skipjack.domain.market.Offer;
import io.skipjack.domain.provider.ProviderUnavailableException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class Ec2ConsoleTest {
    private static final Instant AT = Instant.parse("2026-11-21T10:00:00Z");
    private static final Lease LEASE = new Lease(
            "i-0abc",
            new Offer("ec2", "us-east-1", "us-east-1a", "g6.xlarge", "L4", 1, CapacityType.SPOT),
            Money.ZERO,
            AT,
            null);

    private PretendAws aws;
    private Ec2Clients clients;
    private Ec2Console console;

    @BeforeEach
    void open() throws IOException {
        aws = new PretendAws();
        clients = new Ec2Clients(aws.uri());
        console = new Ec2Console(clients);
    }

    @AfterEach
    void close() {
        clients.close();
        aws.close();
    }

    private static String output(String text) {
        return "<instanceId>i-0abc</instanceId><output>%s</output>"
                .formatted(Base64.getMimeEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void theConsoleAsItIsNowIsReadOutOfItsBase64() throws Exception {
        aws.on("GetConsoleOutput", output("""
                skipjack 2026-11-21T10:00:01Z agent: old
                skipjack 2026-11-21T10:00:02Z agent: hellö, a line that is longer than Base64 has on one
                """));

        assertThat(console.read(LEASE, AT.plusSeconds(2)))
                .containsExactly(
                        new LeaseLog(AT.plusSeconds(2), "agent: hellö, a line that is longer than Base64 has on one"));
        assertThat(aws.call("GetConsoleOutput").get("Latest")).isEqualTo("true");
        assertThat(aws.call("GetConsoleOutput").get("InstanceId")).isEqualTo("i-0abc");
    }

    @Test
    void whereThatIsNotToBeHadWhatWasKeptIsRead() throws Exception {
        aws.on("GetConsoleOutput", call -> {
            if (call.get("Latest") != null) {
                throw new PretendAws.Refused(400, "UnsupportedOperation", "not Nitro");
            }
            return output("skipjack 2026-11-21T10:00:02Z agent: kept");
        });

        assertThat(console.read(LEASE, AT)).extracting(LeaseLog::text).containsExactly("agent: kept");
    }

    @Test
    void nothingYetAndNothingAnyMoreIsNoFailure() throws Exception {
        aws.on("GetConsoleOutput", "<instanceId>i-0abc</instanceId>");
        assertThat(console.read(LEASE, AT)).isEmpty();

        aws.refuse("GetConsoleOutput", 400, "InvalidInstanceID.NotFound");
        assertThat(console.read(LEASE, AT)).isEmpty();
    }

    @Test
    void aRightThatIsMissingIsNamed() {
        aws.refuse("GetConsoleOutput", 403, "UnauthorizedOperation");

        assertThatThrownBy(() -> console.read(LEASE, AT))
                .isInstanceOf(ProviderUnavailableException.class)
                .hasMessageStartingWith("reading the console of i-0abc, UnauthorizedOperation: ");
    }
}
