package io.skipjack.provider.azure;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.skipjack.domain.cost.BillingRule;
import io.skipjack.domain.cost.Invoice;
import io.skipjack.domain.cost.WorkerShape;
import io.skipjack.domain.deployment.UpstreamLimits;
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
import io.skipjack.domain.serverless.EndpointPhase;
import io.skipjack.domain.serverless.EndpointPlan;
import io.skipjack.domain.serverless.EndpointRef;
import io.skipjack.domain.serverless.EndpointRequest;
import io.skipjack.domain.serverless.EndpointSight;
import io.skipjack.provider.spi.ProviderDefinition;
import io.skipjack.provider.spi.ProviderSettings;
import io.skipjack.provider.spi.Redaction;
import io.skipjack.provider.spi.RestAnswer;
import io.skipjack.provider.spi.RestClient;
import io.skipjack.provider.spi.WakeCall;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Azure Container Apps: an endpoint is one app with a GPU in an environment that an owner's apps share. Its address is
 * public; its engine answers only who bears the key, which is a secret of the app.
 */
public final class AzureProvider implements ServerlessProvider {
    public static final ProviderDefinition DEFINITION =
            new ProviderDefinition("azure", AzureSettings.KEYS, AzureProvider::new);

    /** Ingress gives a request up after four minutes (learn.microsoft.com/azure/container-apps/ingress-overview). */
    private static final UpstreamLimits LIMITS = new UpstreamLimits(0, Duration.ZERO, 0, 0, Duration.ofSeconds(240));
    /** Nobody measured it; what Tuna measured of Cloud Run, which fetches the same image and weights. */
    private static final Duration COLD_START = Duration.ofSeconds(478);

    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    /** A key stays as long as its app; this is how long a router may not notice that the app was made anew. */
    private static final Duration KEY_GOOD_FOR = Duration.ofHours(1);

    private final ProviderSettings given;
    private final AzureSettings settings;
    private final RestClient arm;
    private final RestClient prices;
    private final AzureApps apps;

    private AzureProvider(ProviderSettings given) {
        this.given = given;
        this.settings = AzureSettings.of(given);
        Redaction redaction = new Redaction(given.secrets());
        AzureTokens tokens = new AzureTokens(given, redaction);
        this.arm = new RestClient("azure", given.uri("endpoint"), TIMEOUT, redaction, tokens::headers);
        this.prices = new RestClient("azure prices", given.uri("prices-endpoint"), TIMEOUT, redaction, () -> Map.of());
        this.apps = new AzureApps(settings, arm);
    }

    @Override
    public String name() {
        return DEFINITION.name();
    }

    @Override
    public @Nullable String missing() {
        return given.missing("tenant-id", "client-id", "client-secret", "subscription-id");
    }

    @Override
    public List<String> gpus() {
        return AzureGpu.names();
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
     * GPU, vCPU and memory of a replica by the second while it runs (learn.microsoft.com/azure/container-apps/billing). A
     * replica that is kept and idle may cost less, and some of each month is free: an estimate by this knows of neither.
     */
    @Override
    public BillingRule billing() {
        return BillingRule.BY_SECOND;
    }

    /** All that its profile has. */
    @Override
    public WorkerShape shape(GpuChoice gpu) {
        return AzureGpu.of(gpu)
                .map(each -> WorkerShape.of(each.cpus(), each.memoryGib()))
                .orElse(WorkerShape.NONE);
    }

    @Override
    public EndpointPlan plan(EndpointRequest request) {
        return AzureGpu.of(request.gpu())
                .map(gpu -> new EndpointPlan(
                        gpu.profileType(),
                        settings.region(),
                        List.of(
                                "environment " + settings.environmentName(request.owner(), gpu)
                                        + (settings.hasOwnEnvironment() ? " (yours)" : " (shared by all apps)"),
                                "app " + request.name()),
                        null))
                .orElseGet(() -> EndpointPlan.impossible(AzureGpu.impossible(request.gpu())));
    }

    @Override
    public List<Finding> check(@Nullable GpuChoice gpu) {
        String missing = missing();
        return missing == null
                ? new AzureCheck(settings, arm).findings(gpu)
                : List.of(Finding.fail("credentials", "Azure is not set up", missing));
    }

    @Override
    public DeployOutcome deploy(EndpointRequest request) throws ProviderUnavailableException {
        String missing = missing();
        if (missing != null) {
            return AzureRefusals.fatal("NotSetUp", "Azure is not set up; " + missing);
        }
        AzureGpu gpu = AzureGpu.of(request.gpu()).orElse(null);
        return gpu == null
                ? AzureRefusals.fatal("NoSuchGpu", AzureGpu.impossible(request.gpu()))
                : new AzureDeploy(settings, arm).step(request, gpu);
    }

    @Override
    public EndpointSight status(EndpointRef endpoint) throws ProviderUnavailableException {
        AzureApp app = apps.find(endpoint.name());
        if (app == null) {
            return EndpointSight.ABSENT;
        }
        return switch (app.state()) {
            case GOING -> new EndpointSight(EndpointPhase.DEPLOYING, 0, "it is being deleted");
            case WORKING -> new EndpointSight(EndpointPhase.DEPLOYING, 1, "the first replica starts");
            case FAILED -> new EndpointSight(EndpointPhase.FAILED, 0, apps.trouble(endpoint.name()));
            case READY -> apps.sight(app);
        };
    }

    /** Makes a new revision of the app, for its scale is part of its template: Azure has no other way. */
    @Override
    public void scale(EndpointRef endpoint, int workersMin, int workersMax) throws ProviderUnavailableException {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.putObject("properties").putObject("template").set("scale", AppBody.scale(workersMin, workersMax));
        arm.patch(AzureSettings.versioned(settings.appId(endpoint.name())), body)
                .granted("scaling at Azure");
    }

    @Override
    public void warm(EndpointRef endpoint) throws ProviderUnavailableException {
        AzureApp app = apps.find(endpoint.name());
        if (app == null || app.authority().isEmpty()) {
            throw new ProviderUnavailableException("waking %s, it is not there".formatted(endpoint.name()));
        }
        WakeCall.to(app.base(settings.scheme()), with(apps.key(app.name())));
    }

    @Override
    public DestroyOutcome destroy(EndpointRef endpoint) throws ProviderUnavailableException {
        RestAnswer found = apps.get(endpoint.name());
        if (found.isAbsent()) {
            List<String> left = new AzureEnvironments(settings, arm).tidy(endpoint);
            return new DestroyOutcome(left);
        }
        boolean going = found.isOk() && new AzureApp(found.json()).state() == AzureApp.State.GOING;
        RestAnswer gone =
                found.isOk() && !going ? arm.delete(AzureSettings.versioned(settings.appId(endpoint.name()))) : found;
        String how = gone.isOk() || gone.isAbsent() ? "being deleted" : gone.words();
        return new DestroyOutcome(
                List.of("app %s in %s (%s)".formatted(endpoint.name(), settings.resourceGroup(), how)));
    }

    @Override
    public List<String> list(String owner) throws ProviderUnavailableException {
        return apps.all().stream()
                .filter(app -> app.name().startsWith(EndpointNames.prefix(owner)) && app.isOf(owner))
                .map(AzureApp::name)
                .toList();
    }

    @Override
    public List<PriceQuote> quote() throws ProviderUnavailableException {
        return new AzurePrices(prices, settings.region()).quotes();
    }

    /**
     * None: Azure has no API that answers with lines. The log stream of a replica ({@code logStreamEndpoint}) is an endless
     * text behind a token of its own, and what is kept is in Log Analytics, a product to be set up and queried by itself.
     */
    @Override
    public List<EndpointLog> logs(EndpointRef endpoint, Instant since) {
        return List.of();
    }

    /** None: Cost Management answers for whole days, hours later, and asks for a role of its own on the subscription. */
    @Override
    public List<Invoice> invoices(EndpointRef endpoint, Instant from, Instant until) {
        return List.of();
    }

    @Override
    public AccessHeaders access(URI endpoint) throws ProviderUnavailableException {
        for (AzureApp app : apps.all()) {
            if (app.authority().equalsIgnoreCase(endpoint.getRawAuthority())) {
                return with(apps.key(app.name()));
            }
        }
        throw new ProviderUnavailableException("reading the key of %s, no app of resource group %s has that address"
                .formatted(endpoint.getHost(), settings.resourceGroup()));
    }

    private static AccessHeaders with(String key) {
        return new AccessHeaders(
                Map.of("Authorization", "Bearer " + key), Instant.now().plus(KEY_GOOD_FOR));
    }

    @Override
    public String toString() {
        return "AzureProvider[%s, %s]".formatted(settings.resourceGroup(), settings.region());
    }
}
