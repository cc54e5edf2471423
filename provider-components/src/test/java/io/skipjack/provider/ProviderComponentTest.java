package io.skipjack.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.skipjack.domain.cost.BillingRule;
import io.skipjack.domain.cost.Invoice;
import io.skipjack.domain.cost.Money;
import io.skipjack.domain.cost.WorkerShape;
import io.skipjack.domain.deployment.EngineSpec;
import io.skipjack.domain.deployment.FleetSpec;
import io.skipjack.domain.deployment.ServerlessScaling;
import io.skipjack.domain.deployment.UpstreamLimits;
import io.skipjack.domain.fleet.LaunchOutcome;
import io.skipjack.domain.fleet.Lease;
import io.skipjack.domain.fleet.LeaseLog;
import io.skipjack.domain.fleet.Listing;
import io.skipjack.domain.market.CapacityType;
import io.skipjack.domain.market.GpuChoice;
import io.skipjack.domain.market.Offer;
import io.skipjack.domain.market.PriceQuote;
import io.skipjack.domain.provider.Finding;
import io.skipjack.domain.provider.InvoiceRequest;
import io.skipjack.domain.provider.LaunchRequest;
import io.skipjack.domain.provider.LeaseLogRequest;
import io.skipjack.domain.provider.ListRequest;
import io.skipjack.domain.provider.LogRequest;
import io.skipjack.domain.provider.PriceHistoryRequest;
import io.skipjack.domain.provider.Provider;
import io.skipjack.domain.provider.ProviderUnavailableException;
import io.skipjack.domain.provider.ScaleRequest;
import io.skipjack.domain.provider.ServerlessProvider;
import io.skipjack.domain.serverless.AccessHeaders;
import io.skipjack.domain.serverless.DeployOutcome;
import io.skipjack.domain.serverless.DestroyOutcome;
import io.skipjack.domain.serverless.EndpointId;
import io.skipjack.domain.serverless.EndpointLog;
import io.skipjack.domain.serverless.EndpointPhase;
import io.skipjack.domain.serverless.EndpointPlan;
import io.skipjack.domain.serverless.EndpointRef;
import io.skipjack.domain.serverless.EndpointRequest;
import io.skipjack.domain.serverless.EndpointSight;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ProviderComponentTest {
    private final CamelContext camel = new DefaultCamelContext();
    private final Mini mini = new Mini();

    /** Shows nothing, ends everything, and is down for launches. */
    private static final class Small implements Provider {
        @Override
        public String name() {
            return "small";
        }

        @Override
        public LaunchOutcome launch(LaunchRequest request) throws ProviderUnavailableException {
            throw new ProviderUnavailableException("launching on small, Down");
        }

        @Override
        public Set<String> terminate(Collection<Lease> leases) {
            return Set.of("ended:" + leases.size());
        }

        @Override
        public Listing list(String owner, Set<String> regions) {
            return new Listing(List.of(), regions);
        }

        @Override
        public List<PriceQuote> quote(FleetSpec spec) {
            return List.of();
        }

        @Override
        public Money sidePerHour(Offer offer) {
            return Money.ZERO;
        }

        @Override
        public List<PriceQuote> priceHistory(Collection<Offer> offers, Instant since) {
            return offers.stream()
                    .map(offer -> new PriceQuote(offer, Money.ZERO, since, "small"))
                    .toList();
        }

        @Override
        public List<LeaseLog> logs(Lease lease, Instant since) {
            return List.of(new LeaseLog(since, "of " + lease.id()));
        }
    }

    /** Says what it was asked, and is down for deploys. */
    private static final class Mini implements ServerlessProvider {
        private final List<String> told = new ArrayList<>();

        @Override
        public String name() {
            return "mini";
        }

        @Override
        public String missing() {
            return null;
        }

        @Override
        public List<String> gpus() {
            return List.of("L4");
        }

        @Override
        public UpstreamLimits limits() {
            return UpstreamLimits.NONE;
        }

        @Override
        public Duration usualColdStart() {
            return Duration.ofSeconds(1);
        }

        @Override
        public BillingRule billing() {
            return BillingRule.BY_SECOND;
        }

        @Override
        public WorkerShape shape(GpuChoice gpu) {
            return WorkerShape.NONE;
        }

        @Override
        public List<Invoice> invoices(EndpointRef endpoint, Instant from, Instant until) {
            return List.of(new Invoice(from, until, Money.ZERO, endpoint.name()));
        }

        @Override
        public EndpointPlan plan(EndpointRequest request) {
            return EndpointPlan.impossible("no");
        }

        @Override
        public List<Finding> check(GpuChoice gpu) {
            return List.of(Finding.pass(gpu == null ? "any" : gpu.toString(), ""));
        }

        @Override
        public DeployOutcome deploy(EndpointRequest request) throws ProviderUnavailableException {
            throw new ProviderUnavailableException("deploying on mini, Down");
        }

        @Override
        public EndpointSight status(EndpointRef endpoint) {
            return new EndpointSight(EndpointPhase.COLD, 0, endpoint.name());
        }

        @Override
        public void scale(EndpointRef endpoint, int workersMin, int workersMax) {
            told.add("scale %s %d %d".formatted(endpoint.name(), workersMin, workersMax));
        }

        @Override
        public void warm(EndpointRef endpoint) {
            told.add("warm " + endpoint.name());
        }

        @Override
        public DestroyOutcome destroy(EndpointRef endpoint) {
            return DestroyOutcome.GONE;
        }

        @Override
        public List<String> list(String owner) {
            return List.of("of " + owner);
        }

        @Override
        public List<PriceQuote> quote() {
            return List.of();
        }

        @Override
        public List<EndpointLog> logs(EndpointRef endpoint, Instant since) {
            return List.of(new EndpointLog(since, endpoint.name()));
        }

        @Override
        public AccessHeaders access(URI endpoint) {
            return AccessHeaders.NONE;
        }
    }

    @BeforeEach
    void start() {
        camel.getRegistry().bind("any", new Small());
        camel.getRegistry().bind("serverless", mini);
        camel.start();
    }

    @AfterEach
    void stop() {
        camel.stop();
    }

    private Exchange ask(String uri, Object body) {
        return camel.createProducerTemplate()
                .request(uri, exchange -> exchange.getMessage().setBody(body));
    }

    @Test
    void findsAProviderByItsName() {
        Exchange answer = ask("provider:small?operation=list", new ListRequest("me", Set.of("here")));

        assertThat(answer.getMessage().getBody()).isEqualTo(new Listing(List.of(), Set.of("here")));
        Lease lease = new Lease(
                "i-1", new Offer("small", "", "", "", "L4", 1, CapacityType.SPOT), Money.ZERO, Instant.EPOCH, null);
        assertThat(ask("provider:small?operation=lease-logs", new LeaseLogRequest(lease, Instant.EPOCH))
                        .getMessage()
                        .getBody())
                .isEqualTo(List.of(new LeaseLog(Instant.EPOCH, "of i-1")));
        assertThat(ask("provider:small?operation=terminate", List.of())
                        .getMessage()
                        .getBody())
                .isEqualTo(Set.of("ended:0"));
    }

    @Test
    void asksWhatOffersHaveCost() {
        Offer offer = new Offer("small", "here", "here-a", "one", "L4", 1, CapacityType.SPOT);
        Instant since = Instant.parse("2026-11-21T10:00:00Z");

        assertThat(ask("provider:small?operation=price-history", new PriceHistoryRequest(List.of(offer), since))
                        .getMessage()
                        .getBody())
                .isEqualTo(List.of(new PriceQuote(offer, Money.ZERO, since, "small")));
    }

    @Test
    void passesAProvidersExceptionUnchanged() {
        Exchange answer = ask("provider:small?operation=launch", new LaunchRequest("", null, "", "", null, null));

        assertThat(answer.getException())
                .isInstanceOf(ProviderUnavailableException.class)
                .hasMessage("launching on small, Down");
    }

    @Test
    void asksAServerlessProviderForWhateverItDoes() {
        EndpointRef ref = new EndpointRef("me", new EndpointId("rack", "mini"), "sj-rack", Map.of());

        assertThat(ask("provider:mini?operation=status", ref).getMessage().getBody())
                .isEqualTo(new EndpointSight(EndpointPhase.COLD, 0, "sj-rack"));
        assertThat(ask("provider:mini?operation=list-endpoints", "me")
                        .getMessage()
                        .getBody())
                .isEqualTo(List.of("of me"));
        assertThat(ask("provider:mini?operation=destroy", ref).getMessage().getBody())
                .isEqualTo(DestroyOutcome.GONE);
        ask("provider:mini?operation=warm", ref);
        ask("provider:mini?operation=scale", new ScaleRequest(ref, 1, 2));
        assertThat(mini.told).containsExactly("warm sj-rack", "scale sj-rack 1 2");
    }

    @Test
    void asksAServerlessProviderForAllThatIsShown() {
        EndpointRef ref = new EndpointRef("me", new EndpointId("rack", "mini"), "sj-rack", Map.of());

        assertThat(ask("provider:mini?operation=quote", "whatever").getMessage().getBody())
                .isEqualTo(List.of());
        assertThat(ask("provider:mini?operation=check", null).getMessage().getBody())
                .isEqualTo(List.of(Finding.pass("any", "")));
        assertThat(ask("provider:mini?operation=check", new GpuChoice("L4", 1))
                        .getMessage()
                        .getBody())
                .isEqualTo(List.of(Finding.pass("L4:1", "")));
        assertThat(ask("provider:mini?operation=logs", new LogRequest(ref, Instant.EPOCH))
                        .getMessage()
                        .getBody())
                .isEqualTo(List.of(new EndpointLog(Instant.EPOCH, "sj-rack")));
        Instant later = Instant.EPOCH.plusSeconds(3600);
        assertThat(ask("provider:mini?operation=invoices", new InvoiceRequest(ref, Instant.EPOCH, later))
                        .getMessage()
                        .getBody())
                .isEqualTo(List.of(new Invoice(Instant.EPOCH, later, Money.ZERO, "sj-rack")));
        assertThat(ask("provider:mini?operation=plan", request()).getMessage().getBody())
                .isEqualTo(EndpointPlan.impossible("no"));
        assertThat(ask("provider:mini?operation=deploy", request()).getException())
                .isInstanceOf(ProviderUnavailableException.class);
    }

    private static EndpointRequest request() {
        return new EndpointRequest(
                "me",
                new EndpointId("rack", "mini"),
                "sj-rack",
                "r1",
                "model",
                new GpuChoice("L4", 1),
                EngineSpec.DEFAULT,
                ServerlessScaling.DEFAULT);
    }

    @Test
    void namesWhatIsMissing() {
        assertRefused("provider:large?operation=quote")
                .hasMessage("provider:large leads nowhere, there is no provider of that name, only mini, small");
        assertRefused("provider:small")
                .hasMessage("provider:small needs an operation: launch, terminate, list, quote, price-history,"
                        + " lease-logs");
        assertRefused("provider:small?operation=deploy")
                .hasMessage(
                        "provider:small has no operation deploy, only these: launch, terminate, list, quote, price-history,"
                                + " lease-logs");
        assertRefused("provider:mini?operation=list")
                .hasMessage("provider:mini has no operation list, only these: quote, plan, check, deploy, status,"
                        + " scale, warm, destroy, list-endpoints, logs, invoices");
    }

    private AbstractThrowableAssert<?, ?> assertRefused(String uri) {
        return assertThatThrownBy(() -> camel.createProducerTemplate().requestBody(uri, ""))
                .rootCause();
    }

    @Test
    void cannotBeReadFrom() {
        assertThatThrownBy(() -> camel.addRoutes(new RouteBuilder() {
                    @Override
                    public void configure() {
                        from("provider:small?operation=list").stop();
                    }
                }))
                .rootCause()
                .hasMessage("You cannot receive messages from this endpoint");
    }
}
