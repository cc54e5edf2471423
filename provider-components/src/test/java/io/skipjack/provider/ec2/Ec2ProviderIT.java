package io.skipjack.provider.ec2;

import static org.assertj.core.api.Assertions.assertThat;

import io.skipjack.domain.cost.Money;
import io.skipjack.domain.deployment.FleetSpec;
import io.skipjack.domain.fleet.Lease;
import io.skipjack.domain.fleet.LeaseEnd;
import io.skipjack.domain.fleet.ObservedLease;
import io.skipjack.domain.market.CapacityType;
import io.skipjack.domain.market.Offer;
import io.skipjack.domain.market.PriceQuote;
import io.skipjack.domain.provider.LaunchRequest;
import io.skipjack.domain.provider.Provider;
import io.skipjack.domain.provider.ProviderContract;
import io.skipjack.provider.Aws2Ec2Operations;
import io.skipjack.provider.sandbox.FakeEc2;
import io.skipjack.provider.sandbox.Interrupting;
import io.skipjack.provider.sandbox.ec2.Book;
import io.skipjack.provider.sandbox.ec2.Refusing;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The real provider, SDK and aws2-ec2 component against the sandbox's EC2. */
class Ec2ProviderIT extends ProviderContract {
    private FakeEc2 cloud;
    private CamelContext camel;
    private Ec2Clients clients;
    private Ec2Provider provider;

    @BeforeEach
    void open() {
        cloud = FakeEc2.start(io.skipjack.provider.sandbox.Ec2Settings.booting(Duration.ofMillis(200)));
        camel = new DefaultCamelContext();
        camel.start();
        clients = new Ec2Clients(cloud.uri());
        provider = new Ec2Provider(
                Ec2Settings.of(cloud.uri(), "http://127.0.0.1:9"), new Aws2Ec2Operations(camel, clients), clients);
    }

    @AfterEach
    void close() {
        camel.stop();
        clients.close();
        cloud.close();
    }

    @Override
    protected Provider provider() {
        return provider;
    }

    @Override
    protected FleetSpec spec() {
        return Ec2Stage.SPEC;
    }

    @Override
    protected void sellOut() {
        cloud.misbehaviour().refuse(Refusing.launches("InsufficientInstanceCapacity"));
    }

    @Override
    protected String unknownLeaseId() {
        return "i-0ffffffffffffffff";
    }

    @Test
    void aLostAnswerLaunchesNoSecondInstance() throws Exception {
        cloud.misbehaviour().dropAnswers("CreateFleet", 1);

        Lease lease = launched(request("me", 1, CapacityType.SPOT));

        assertThat(cloud.books()).extracting(book -> book.id()).containsExactly(lease.id());
    }

    @Test
    void aRepeatByAnotherRouterIsTheSameLease() throws Exception {
        LaunchRequest request = request("me", 1, CapacityType.SPOT);
        Lease lease = launched(request);
        Ec2Provider other = new Ec2Provider(
                Ec2Settings.of(cloud.uri(), "http://127.0.0.1:9"), new Aws2Ec2Operations(camel, clients), clients);

        assertThat(other.launch(request)).extracting("lease.id").isEqualTo(lease.id());
    }

    @Test
    void settingsChangedBetweenCallAndRepeatFindTheFirstLease() throws Exception {
        LaunchRequest request = request("me", 1, CapacityType.SPOT);
        Lease lease = launched(request);
        Ec2Provider changed = new Ec2Provider(
                Ec2Settings.of(cloud.uri(), "http://127.0.0.1:10"), new Aws2Ec2Operations(camel, clients), clients);

        assertThat(changed.launch(request)).extracting("lease.id").isEqualTo(lease.id());
    }

    @Test
    void whatSpotTookIsSaidToBeTaken() throws Exception {
        Lease lease = launched(request("me", 1, CapacityType.SPOT));
        await("me", leases -> !leases.isEmpty());

        cloud.interrupt(lease.id(), Interrupting.atOnce());

        List<ObservedLease> gone = await("me", leases -> leases.stream().noneMatch(ObservedLease::isLive));
        LeaseEnd end = gone.getFirst().lease().end();
        assertThat(end).isNotNull();
        assertThat(end.said()).isTrue();
        assertThat(end.byProvider()).isTrue();
        Book book = cloud.books().getFirst();
        assertThat(end.at()).isEqualTo(book.launchedAt().plus(book.billed()).truncatedTo(ChronoUnit.SECONDS));
    }

    @Test
    void whatIsPaidBesideIsWhatTheBooksSay() throws Exception {
        Lease lease = launched(request("me", 1, CapacityType.SPOT));
        cloud.interrupt(lease.id(), Interrupting.atOnce());

        assertThat(cloud.books().getFirst().sideInvoiced())
                .isEqualTo(provider.sidePerHour(lease.offer()).over(Duration.ofMinutes(1)));
    }

    @Test
    void thePastKnowsPricesThatMoved() throws Exception {
        Offer offer =
                request("me", 1, CapacityType.SPOT).intent().offers().getFirst().offer();
        Instant since = Instant.now();
        cloud.price(offer.shape(), offer.zone(), 0.5);

        assertThat(provider.priceHistory(List.of(offer), since.plusSeconds(1)))
                .extracting(PriceQuote::perHour)
                .containsExactly(Money.ofDollars("0.5"));
        assertThat(provider.priceHistory(List.of(offer), since.minusSeconds(2)))
                .hasSize(2)
                .last()
                .extracting(PriceQuote::perHour)
                .isEqualTo(Money.ofDollars("0.5"));
    }

    @Test
    void anInstanceBootsWhatItsUserDataSays() throws Exception {
        Lease lease = launched(request("me", 1, CapacityType.SPOT));

        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .until(() -> cloud.phase(lease.id()).equals("ready"));
        URI address = provider.list("me", Set.of("us-east-1"))
                .leases()
                .getFirst()
                .lease()
                .address();
        HttpRequest models = HttpRequest.newBuilder(URI.create(address + "/models"))
                .header("Authorization", "Bearer sandbox-engine-key")
                .build();
        try (HttpClient http = HttpClient.newHttpClient()) {
            assertThat(http.send(models, HttpResponse.BodyHandlers.ofString()).body())
                    .contains("Qwen/Qwen3-0.6B");
        }
    }

    @Test
    void readsTheKeyThatInstancesRead() throws Exception {
        Ec2Secrets secrets = new Ec2Secrets(clients, "us-east-1");

        assertThat(List.of(
                        secrets.fetch("ssm:/skipjack/engine-key"),
                        secrets.fetch("secretsmanager:/skipjack/engine-key")))
                .containsOnly("sandbox-engine-key");
    }
}
