package io.skipjack.processors.serverless;

import io.skipjack.domain.cost.BillingRule;
import io.skipjack.domain.cost.Invoice;
import io.skipjack.domain.cost.WorkerShape;
import io.skipjack.domain.deployment.UpstreamLimits;
import io.skipjack.domain.fleet.Refusal;
import io.skipjack.domain.market.GpuChoice;
import io.skipjack.domain.market.PriceQuote;
import io.skipjack.domain.provider.Finding;
import io.skipjack.domain.provider.ProviderUnavailableException;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** A serverless provider in memory that misbehaves on demand. */
final class PretendProvider implements ServerlessProvider {
    final Set<String> inventory = new TreeSet<>();
    final List<String> calls = new ArrayList<>();
    private final String name;

    @Nullable
    String missing;
    /** Thrown by every call until it is taken away. */
    @Nullable
    ProviderUnavailableException down;

    @Nullable
    Refusal refusal;

    List<String> leftovers = List.of();
    EndpointPhase phase = EndpointPhase.COLD;
    BillingRule billing = BillingRule.BY_SECOND;
    WorkerShape shape = WorkerShape.NONE;

    PretendProvider(String name) {
        this.name = name;
    }

    private void called(String what) throws ProviderUnavailableException {
        calls.add(what);
        if (down != null) {
            throw down;
        }
    }

    List<String> calls() {
        List<String> made = List.copyOf(calls);
        calls.clear();
        return made;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public @Nullable String missing() {
        return missing;
    }

    @Override
    public List<String> gpus() {
        return List.of("L4");
    }

    @Override
    public UpstreamLimits limits() {
        return new UpstreamLimits(0, Duration.ZERO, 7, 0, null);
    }

    @Override
    public Duration usualColdStart() {
        return Duration.ofSeconds(60);
    }

    @Override
    public BillingRule billing() {
        return billing;
    }

    @Override
    public WorkerShape shape(GpuChoice gpu) {
        return shape;
    }

    @Override
    public List<Invoice> invoices(EndpointRef endpoint, Instant from, Instant until) {
        return List.of();
    }

    @Override
    public EndpointPlan plan(EndpointRequest request) {
        return new EndpointPlan("L4", "", List.of("endpoint " + request.name()), null);
    }

    @Override
    public List<Finding> check(@Nullable GpuChoice gpu) {
        return List.of();
    }

    @Override
    public DeployOutcome deploy(EndpointRequest request) throws ProviderUnavailableException {
        called("deploy " + request.revision());
        inventory.add(request.name());
        return refusal == null
                ? new DeployOutcome.Deployed(URI.create("https://" + name + ".example.com/v1"), Map.of("id", "e-1"))
                : new DeployOutcome.Refused(refusal);
    }

    @Override
    public EndpointSight status(EndpointRef endpoint) throws ProviderUnavailableException {
        called("status");
        return new EndpointSight(phase, phase == EndpointPhase.READY ? 1 : 0, "");
    }

    @Override
    public void scale(EndpointRef endpoint, int workersMin, int workersMax) throws ProviderUnavailableException {
        called("scale " + workersMin + " " + workersMax);
    }

    @Override
    public void warm(EndpointRef endpoint) throws ProviderUnavailableException {
        called("warm");
    }

    @Override
    public DestroyOutcome destroy(EndpointRef endpoint) throws ProviderUnavailableException {
        called("destroy " + endpoint.name());
        if (!leftovers.isEmpty()) {
            return new DestroyOutcome(leftovers);
        }
        inventory.remove(endpoint.name());
        return DestroyOutcome.GONE;
    }

    @Override
    public List<String> list(String owner) throws ProviderUnavailableException {
        called("list");
        return List.copyOf(inventory);
    }

    @Override
    public List<PriceQuote> quote() {
        return List.of();
    }

    @Override
    public List<EndpointLog> logs(EndpointRef endpoint, Instant since) {
        return List.of();
    }

    @Override
    public AccessHeaders access(URI endpoint) {
        return AccessHeaders.NONE;
    }
}
