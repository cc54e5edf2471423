package io.skipjack.provider.baseten;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
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
import org.jspecify.annotations.Nullable;

/** Serverless endpoints of Baseten. */
public final class BasetenProvider implements ServerlessProvider {
    private static final String NAME = "baseten";

    /** Its settings and how it is made. */
    public static final ProviderDefinition DEFINITION =
            new ProviderDefinition(NAME, BasetenSettings.KEYS, BasetenProvider::new);

    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    /** Tuna's measurement of a fresh endpoint: Qwen3-4B on an L4, 2026-03-02 (tuna/benchmark/benchmark.md). */
    private static final Duration COLD_START = Duration.ofMillis(213_400);

    private static final BillingRule BY_MINUTE = new BillingRule(Duration.ofMinutes(1), Duration.ZERO);
    /** The gateway's own: 100 MB and 20 min, neither of which is configurable (docs.baseten.co/inference). */
    private static final UpstreamLimits LIMITS =
            new UpstreamLimits(0, Duration.ZERO, 0, 100_000_000, Duration.ofMinutes(20));

    private final ProviderSettings keys;
    private final BasetenSettings settings;
    private final Redaction redaction;
    private final BasetenApi api;
    private final BasetenLookup lookup;

    BasetenProvider(ProviderSettings keys) {
        this.keys = keys;
        this.settings = BasetenSettings.of(keys);
        this.redaction = new Redaction(keys.secrets());
        this.api = new BasetenApi(client(settings.endpoint(), keys.text(BasetenSettings.API_KEY)));
        this.lookup = new BasetenLookup(api);
    }

    private RestClient client(URI base, String key) {
        return new RestClient(NAME, base, TIMEOUT, redaction, () -> headers(key));
    }

    private static Map<String, String> headers(String key) {
        return Map.of("Authorization", "Api-Key " + key);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public @Nullable String missing() {
        return keys.missing(BasetenSettings.API_KEY);
    }

    @Override
    public List<String> gpus() {
        return BasetenGpus.all();
    }

    @Override
    public UpstreamLimits limits() {
        return LIMITS;
    }

    @Override
    public Duration usualColdStart() {
        return COLD_START;
    }

    /**
     * By the minute, while a replica is deployed, scales or answers (docs.baseten.co/organization/billing: "how Baseten meters
     * per-minute usage"). That a begun minute is charged whole, and that boots are, is our reading: it is not said there.
     */
    @Override
    public BillingRule billing() {
        return BY_MINUTE;
    }

    /** Instance types are priced whole. */
    @Override
    public WorkerShape shape(GpuChoice gpu) {
        return WorkerShape.NONE;
    }

    @Override
    public EndpointPlan plan(EndpointRequest request) {
        String accelerator = BasetenGpus.accelerator(request.gpu());
        if (accelerator == null) {
            return EndpointPlan.impossible(
                    "Baseten does not sell %s; %s".formatted(request.gpu(), BasetenGpus.choices()));
        }
        if (request.engine().extraArguments().stream().anyMatch(each -> each.contains("%"))) {
            return EndpointPlan.impossible(
                    "Baseten's supervisor reads a % in a command as its own; leave it out of extra_args");
        }
        List<String> resources = new ArrayList<>(List.of("model " + request.name()));
        if (settings.hasToken()) {
            resources.add("secret %s of the workspace, which stays".formatted(settings.hfSecret()));
        }
        return new EndpointPlan(accelerator, "", resources, null);
    }

    @Override
    public List<Finding> check(@Nullable GpuChoice gpu) {
        String missing = missing();
        return missing == null
                ? new BasetenCheck(api).check(gpu)
                : List.of(Finding.fail("credentials", "there is no key for Baseten", missing));
    }

    @Override
    public DeployOutcome deploy(EndpointRequest request) throws ProviderUnavailableException {
        EndpointPlan plan = plan(request);
        String impossible = plan.impossible() == null ? missing() : plan.impossible();
        if (impossible != null) {
            return new DeployOutcome.Refused(Refusal.Kind.FATAL, "NotPossible", impossible);
        }
        BasetenPush push = new BasetenPush(api, new S3Upload(settings.uploadUrl(), redaction), settings);
        return new BasetenDeploy(api, push, settings).deploy(request, plan.shape());
    }

    @Override
    public EndpointSight status(EndpointRef endpoint) throws ProviderUnavailableException {
        BasetenLookup.Found found = lookup.find(endpoint);
        return found == null ? EndpointSight.ABSENT : BasetenDeployment.sight(found.deployments());
    }

    @Override
    public void scale(EndpointRef endpoint, int workersMin, int workersMax) throws ProviderUnavailableException {
        String model = lookup.present(endpoint).model();
        BasetenApi.granted(
                api.updateScaling(model, BasetenScaling.workers(workersMin, workersMax)),
                "scaling model " + endpoint.name());
    }

    /** By the call that is there for it (docs.baseten.co/deployment/manage/scaling): answered at once, and no request. */
    @Override
    public void warm(EndpointRef endpoint) throws ProviderUnavailableException {
        String model = lookup.present(endpoint).model();
        BasetenApi.granted(
                client(settings.modelUrl().of(model), settings.inferenceKey())
                        .post("/production/wake", JsonNodeFactory.instance.objectNode()),
                "waking model " + endpoint.name());
    }

    @Override
    public DestroyOutcome destroy(EndpointRef endpoint) {
        return new BasetenDestroy(api).destroy(endpoint.name());
    }

    @Override
    public List<String> list(String owner) throws ProviderUnavailableException {
        return BasetenApi.items(api.listModels(), BasetenApi.MODELS).stream()
                .map(each -> BasetenModel.of(each).name())
                .filter(each -> each.startsWith(EndpointNames.prefix(owner)))
                .distinct()
                .sorted()
                .toList();
    }

    @Override
    public List<PriceQuote> quote() throws ProviderUnavailableException {
        return BasetenPrices.quotes(BasetenApi.items(api.listPrices(), "instance_types"), Instant.now());
    }

    @Override
    public List<EndpointLog> logs(EndpointRef endpoint, Instant since) throws ProviderUnavailableException {
        BasetenLookup.Found found = lookup.find(endpoint);
        return found == null ? List.of() : new BasetenLogs(api, redaction).since(found.model(), since, Instant.now());
    }

    /** By the day: {@code GET /v1/billing/usage_summary}, which Baseten brings up to date every hour. */
    @Override
    public List<Invoice> invoices(EndpointRef endpoint, Instant from, Instant until)
            throws ProviderUnavailableException {
        return new BasetenInvoices(api).of(endpoint, from, until);
    }

    @Override
    public AccessHeaders access(URI endpoint) {
        return settings.modelUrl().leadsTo(endpoint) && !settings.inferenceKey().isEmpty()
                ? new AccessHeaders(headers(settings.inferenceKey()), null)
                : AccessHeaders.NONE;
    }

    @Override
    public String toString() {
        return NAME;
    }
}
