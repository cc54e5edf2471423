package io.skipjack.provider.runpod;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
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
import io.skipjack.domain.serverless.EndpointNames;
import io.skipjack.domain.serverless.EndpointPlan;
import io.skipjack.domain.serverless.EndpointRef;
import io.skipjack.domain.serverless.EndpointRequest;
import io.skipjack.domain.serverless.EndpointSight;
import io.skipjack.provider.spi.ProviderDefinition;
import io.skipjack.provider.spi.ProviderSettings;
import io.skipjack.provider.spi.Redaction;
import io.skipjack.provider.spi.RestClient;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Serverless endpoints of RunPod. */
public final class RunpodProvider implements ServerlessProvider {
    private static final String NAME = "runpod";

    /** Its settings and how it is made. */
    public static final ProviderDefinition DEFINITION =
            new ProviderDefinition(NAME, RunpodSettings.KEYS, RunpodProvider::new);

    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    /** Tuna's measurement of a fresh endpoint: Qwen3-4B on an L4, 2026-03-02 (tuna/benchmark/benchmark.md). */
    private static final Duration COLD_START = Duration.ofMillis(298_800);

    private final ProviderSettings keys;
    private final RunpodSettings settings;
    private final Redaction redaction;
    private final RunpodApi api;
    private final RunpodLookup lookup;

    RunpodProvider(ProviderSettings keys) {
        this.keys = keys;
        this.settings = RunpodSettings.of(keys);
        this.redaction = new Redaction(keys.secrets());
        this.api = new RunpodApi(new RestClient(
                NAME,
                settings.endpoint(),
                TIMEOUT,
                redaction,
                () -> Map.of("Authorization", "Bearer " + keys.text(RunpodSettings.API_KEY))));
        this.lookup = new RunpodLookup(api);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public @Nullable String missing() {
        return keys.missing(RunpodSettings.API_KEY);
    }

    @Override
    public List<String> gpus() {
        return RunpodGpus.names();
    }

    @Override
    public UpstreamLimits limits() {
        return settings.kind().limits();
    }

    @Override
    public Duration usualColdStart() {
        return COLD_START;
    }

    /**
     * From a worker's start until it has fully stopped, rounded up to the second; the load of the model and the idle timeout
     * are in it (docs.runpod.io/serverless/pricing). No minimum is said.
     */
    @Override
    public BillingRule billing() {
        return BillingRule.BY_SECOND;
    }

    /** The price of a GPU is of the worker. */
    @Override
    public WorkerShape shape(GpuChoice gpu) {
        return WorkerShape.NONE;
    }

    @Override
    public EndpointPlan plan(EndpointRequest request) {
        if (!RunpodGpus.sells(request.gpu())) {
            return EndpointPlan.impossible(
                    "RunPod does not sell %s; %s".formatted(request.gpu(), RunpodGpus.choices()));
        }
        List<String> resources = new ArrayList<>();
        resources.add("%s endpoint %s".formatted(settings.kind().word(), request.name()));
        if (!settings.hfToken().isEmpty()) {
            resources.add("secret " + request.name());
        }
        String shape = RunpodGpus.ids(request.gpu().gpu()).getFirst();
        return new EndpointPlan(shape, String.join(",", settings.dataCenters()), resources, null);
    }

    @Override
    public List<Finding> check(@Nullable GpuChoice gpu) {
        String missing = missing();
        return missing == null
                ? new RunpodCheck(api, !settings.hfToken().isEmpty()).check(gpu)
                : List.of(Finding.fail("credentials", "there is no key for RunPod", missing));
    }

    @Override
    public DeployOutcome deploy(EndpointRequest request) throws ProviderUnavailableException {
        String plan = plan(request).impossible();
        String impossible = plan == null ? missing() : plan;
        return impossible == null
                ? new RunpodDeploy(api, settings).deploy(request)
                : new DeployOutcome.Refused(Refusal.Kind.FATAL, "NotPossible", impossible);
    }

    @Override
    public EndpointSight status(EndpointRef endpoint) throws ProviderUnavailableException {
        RunpodLookup.Found found = lookup.find(endpoint);
        return found == null ? EndpointSight.ABSENT : found.workers().sight();
    }

    @Override
    public void scale(EndpointRef endpoint, int workersMin, int workersMax) throws ProviderUnavailableException {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.putObject("workers").put("min", workersMin).put("max", Math.max(1, workersMax));
        String id = lookup.present(endpoint).id();
        RunpodApi.granted(api.updateEndpoint(id, body), "scaling endpoint " + endpoint.name());
    }

    @Override
    public void warm(EndpointRef endpoint) throws ProviderUnavailableException {
        new RunpodWake(settings, redaction, lookup).wake(endpoint);
    }

    @Override
    public DestroyOutcome destroy(EndpointRef endpoint) {
        return new RunpodDestroy(api, !settings.hfToken().isEmpty()).destroy(endpoint.name());
    }

    @Override
    public List<String> list(String owner) throws ProviderUnavailableException {
        Stream<String> endpoints = RunpodApi.items(api.listEndpoints(), RunpodApi.ENDPOINTS).stream()
                .map(each -> RunpodEndpoint.of(each).name());
        Stream<String> secrets =
                settings.hfToken().isEmpty() ? Stream.empty() : new RunpodSecrets(api).names().stream();
        return Stream.concat(endpoints, secrets)
                .filter(each -> each.startsWith(EndpointNames.prefix(owner)))
                .distinct()
                .sorted()
                .toList();
    }

    @Override
    public List<PriceQuote> quote() throws ProviderUnavailableException {
        return new RunpodCatalog(RunpodApi.items(api.listGpus(1), "gpus")).quotes(Instant.now());
    }

    @Override
    public List<EndpointLog> logs(EndpointRef endpoint, Instant since) throws ProviderUnavailableException {
        RunpodLookup.Found found = lookup.find(endpoint);
        return found == null ? List.of() : new RunpodLogs(api, redaction).since(found.id(), found.workers(), since);
    }

    /** By the hour, what it takes for disks and as its fee included: {@code GET /v2/billing/serverless}. */
    @Override
    public List<Invoice> invoices(EndpointRef endpoint, Instant from, Instant until)
            throws ProviderUnavailableException {
        return new RunpodInvoices(api).of(endpoint, from, until);
    }

    @Override
    public AccessHeaders access(URI endpoint) {
        boolean ours = settings.queueUrl().leadsTo(endpoint)
                || settings.loadBalancerUrl().leadsTo(endpoint);
        return ours && !settings.inferenceKey().isEmpty()
                ? new AccessHeaders(Map.of("Authorization", "Bearer " + settings.inferenceKey()), null)
                : AccessHeaders.NONE;
    }

    @Override
    public String toString() {
        return NAME;
    }
}
