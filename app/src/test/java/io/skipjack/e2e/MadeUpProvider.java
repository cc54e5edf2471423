package io.skipjack.e2e;

import io.skipjack.domain.cost.BillingRule;
import io.skipjack.domain.cost.Invoice;
import io.skipjack.domain.cost.Money;
import io.skipjack.domain.cost.WorkerShape;
import io.skipjack.domain.deployment.UpstreamLimits;
import io.skipjack.domain.market.CapacityType;
import io.skipjack.domain.market.GpuChoice;
import io.skipjack.domain.market.Offer;
import io.skipjack.domain.market.PriceQuote;
import io.skipjack.domain.provider.Finding;
import io.skipjack.domain.provider.ServerlessProvider;
import io.skipjack.domain.serverless.AccessHeaders;
import io.skipjack.domain.serverless.DeployOutcome;
import io.skipjack.domain.serverless.DestroyOutcome;
import io.skipjack.domain.serverless.EndpointLog;
import io.skipjack.domain.serverless.EndpointPhase;
import io.skipjack.domain.serverless.EndpointPlan;
import io.skipjack.domain.serverless.EndpointRef;
import io.skipjack.domain.serverless.EndpointRequest;
import io.skipjack.domain.serverless.EndpointSight;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/** A serverless provider without a far end, made by the router as a bean of its own. */
public final class MadeUpProvider implements ServerlessProvider {
    static final Set<String> INVENTORY = ConcurrentHashMap.newKeySet();
    static final Queue<String> CALLS = new ConcurrentLinkedQueue<>();
    /** Where its endpoints answer. */
    static volatile URI url = URI.create("http://127.0.0.1:1/v1");

    @Override
    public String name() {
        return "made-up";
    }

    @Override
    public @Nullable String missing() {
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
        return Duration.ofSeconds(30);
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
        return List.of();
    }

    @Override
    public EndpointPlan plan(EndpointRequest request) {
        return new EndpointPlan("L4", "", List.of(request.name()), null);
    }

    @Override
    public List<Finding> check(@Nullable GpuChoice gpu) {
        return List.of();
    }

    @Override
    public DeployOutcome deploy(EndpointRequest request) {
        CALLS.add("deploy");
        return INVENTORY.add(request.name())
                ? new DeployOutcome.InProgress("making it", Map.of())
                : new DeployOutcome.Deployed(url, Map.of());
    }

    @Override
    public EndpointSight status(EndpointRef endpoint) {
        CALLS.add("status");
        return new EndpointSight(EndpointPhase.READY, 1, "");
    }

    @Override
    public void scale(EndpointRef endpoint, int workersMin, int workersMax) {
        CALLS.add("scale");
    }

    @Override
    public void warm(EndpointRef endpoint) {
        CALLS.add("warm");
    }

    @Override
    public DestroyOutcome destroy(EndpointRef endpoint) {
        CALLS.add("destroy");
        INVENTORY.remove(endpoint.name());
        return DestroyOutcome.GONE;
    }

    @Override
    public List<String> list(String owner) {
        return List.copyOf(INVENTORY);
    }

    @Override
    public List<PriceQuote> quote() {
        Offer offer = new Offer("made-up", "", "", "L4", "L4", 1, CapacityType.SERVERLESS);
        return List.of(new PriceQuote(offer, Money.ofDollars("0.5"), Instant.now(), "made up"));
    }

    @Override
    public List<EndpointLog> logs(EndpointRef endpoint, Instant since) {
        return List.of();
    }

    @Override
    public AccessHeaders access(URI endpoint) {
        return new AccessHeaders(Map.of("X-Made-Up", "let-me-in"), null);
    }
}
