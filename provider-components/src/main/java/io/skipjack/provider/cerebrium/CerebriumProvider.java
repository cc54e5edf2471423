package io.skipjack.provider.cerebrium;

import com.fasterxml.jackson.databind.JsonNode;
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
import io.skipjack.domain.serverless.EndpointPlan;
import io.skipjack.domain.serverless.EndpointRef;
import io.skipjack.domain.serverless.EndpointRequest;
import io.skipjack.domain.serverless.EndpointSight;
import io.skipjack.provider.spi.ChildProcess;
import io.skipjack.provider.spi.EndpointProbe;
import io.skipjack.provider.spi.EngineImage;
import io.skipjack.provider.spi.ProviderDefinition;
import io.skipjack.provider.spi.ProviderKey;
import io.skipjack.provider.spi.ProviderSettings;
import io.skipjack.provider.spi.Redaction;
import io.skipjack.provider.spi.RestAnswer;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Cerebrium: an app, and a folder for its weights in the project's storage, both called as the endpoint is. */
public final class CerebriumProvider implements ServerlessProvider {
    private static final String API = "https://rest.cerebrium.ai";

    public static final ProviderDefinition DEFINITION = new ProviderDefinition(
            "cerebrium",
            List.of(
                    ProviderKey.secret(
                            "token", "CEREBRIUM_SERVICE_ACCOUNT_TOKEN", "Service account token, which deploys"),
                    ProviderKey.plain(
                            "project-id", "", "CEREBRIUM_PROJECT_ID", "Project to deploy into, such as p-1a2b3c4d"),
                    ProviderKey.secret(
                            "inference-key",
                            "CEREBRIUM_API_KEY",
                            "Key that requests are let in with; empty for the service account token"),
                    ProviderKey.secret("hf-token", "HF_TOKEN", "Hugging Face token, for gated models"),
                    ProviderKey.plain("region", "us-east-1", "Where: us-east-1 has the most kinds of GPU"),
                    ProviderKey.plain(
                            "compute-tier",
                            "interruptible",
                            "interruptible (cheaper, Cerebrium may take it back) or protected"),
                    ProviderKey.plain("command", "cerebrium", "Cerebrium's tool: a name on the PATH or a path"),
                    ProviderKey.plain("image", EngineImage.DEFAULT, "The engine's container image"),
                    ProviderKey.plain("deploy-timeout-seconds", "300", "How long one upload may take, 1 to 3600"),
                    ProviderKey.plain("api-url", API, "Cerebrium's API"),
                    ProviderKey.plain("inference-url", "https://api.cerebrium.ai", "Where requests to apps go")),
            CerebriumProvider::new);

    private static final Duration WARM_PATIENCE = Duration.ofSeconds(3);
    /** Tuna's mean for Qwen3-4B on an L4, weights in the storage. */
    private static final Duration USUAL_COLD_START = Duration.ofSeconds(64);

    private static final int MOST_LINES = 1_000;

    private final ProviderSettings settings;
    private final Redaction redaction;
    private final CerebriumApi api;
    private final ChildProcess tool;
    private final Duration deployTimeout;

    public CerebriumProvider(ProviderSettings settings) {
        this.settings = settings;
        deployTimeout = Duration.ofSeconds(settings.number("deploy-timeout-seconds", 1, 3_600));
        redaction = new Redaction(settings.secrets());
        api = new CerebriumApi(settings, redaction);
        tool = new ChildProcess(
                settings.text("command"),
                "install it with 'pip install cerebrium', or say where it is: skipjack.providers.cerebrium.command",
                environment(settings),
                redaction);
    }

    /** With a configuration of ours for the tool: it would take the project of whoever logged in here before ours. */
    private static Map<String, String> environment(ProviderSettings settings) {
        String url = settings.text("api-url");
        return Map.of(
                "CEREBRIUM_SERVICE_ACCOUNT_TOKEN", settings.text("token"),
                "CEREBRIUM_CONFIG_PATH", CerebriumFiles.CONFIG,
                "CEREBRIUM_TELEMETRY_DISABLED", "true",
                "REST_API_URL", url.equals(API) ? "" : url,
                "NO_COLOR", "1",
                "TERM", "dumb",
                "LANG", "C.UTF-8");
    }

    @Override
    public String name() {
        return DEFINITION.name();
    }

    @Override
    public @Nullable String missing() {
        return settings.missing("token", "project-id");
    }

    @Override
    public List<String> gpus() {
        return CerebriumGpu.names();
    }

    /** It names none for requests to apps: they wait until a replica takes them. */
    @Override
    public UpstreamLimits limits() {
        return UpstreamLimits.NONE;
    }

    @Override
    public Duration usualColdStart() {
        return USUAL_COLD_START;
    }

    /**
     * By the second, GPU, CPU and memory each (docs.cerebrium.ai/calculating-cost). It says that it charges the load of a model
     * and not the start of its machine; nobody outside can tell the two apart, so that an estimate by this is high by the
     * latter.
     */
    @Override
    public BillingRule billing() {
        return BillingRule.BY_SECOND;
    }

    /** What {@code cerebrium.toml} asks for. */
    @Override
    public WorkerShape shape(GpuChoice gpu) {
        return CerebriumGpu.shape(gpu);
    }

    @Override
    public EndpointPlan plan(EndpointRequest request) {
        String impossible = CerebriumGpu.impossible(request.gpu());
        if (impossible != null) {
            return EndpointPlan.impossible(impossible);
        }
        if (missing() == null) {
            try {
                CerebriumFiles.of(request, settings);
            } catch (IllegalArgumentException unfit) {
                return EndpointPlan.impossible(String.valueOf(unfit.getMessage()));
            }
        }
        String shape = "%s:%d"
                .formatted(
                        CerebriumGpu.of(request.gpu()).compute(), request.gpu().count());
        List<String> resources =
                List.of("app " + request.name(), "files " + CerebriumFiles.WEIGHTS + request.name() + "/");
        return new EndpointPlan(shape, settings.text("region"), resources, null);
    }

    @Override
    public List<Finding> check(@Nullable GpuChoice gpu) {
        return new CerebriumCheck(api, tool).check(gpu, missing());
    }

    @Override
    public DeployOutcome deploy(EndpointRequest request) throws ProviderUnavailableException {
        String missing = missing();
        String impossible = missing == null ? plan(request).impossible() : missing;
        if (impossible != null) {
            return new DeployOutcome.Refused(CerebriumTrouble.fatal("impossible", impossible));
        }
        URI url = url(request.name());
        return new CerebriumDeploy(api, tool, deployTimeout, settings.text("hf-token"))
                .deploy(
                        request,
                        CerebriumFiles.of(request, settings),
                        new CerebriumDeploy.Endpoint(url.toString(), access(url)));
    }

    private URI url(String app) {
        String base = settings.uri("inference-url").toString().replaceAll("/+$", "");
        return URI.create("%s/v4/%s/%s".formatted(base, settings.text("project-id"), app));
    }

    @Override
    public EndpointSight status(EndpointRef endpoint) throws ProviderUnavailableException {
        return new CerebriumStatus(api).look(endpoint.name(), Instant.now());
    }

    @Override
    public void scale(EndpointRef endpoint, int workersMin, int workersMax) throws ProviderUnavailableException {
        CerebriumApi.granted("scaling " + endpoint.name(), api.scale(endpoint.name(), workersMin, workersMax));
    }

    @Override
    public void warm(EndpointRef endpoint) throws ProviderUnavailableException {
        URI url = url(endpoint.name());
        int status = EndpointProbe.get(name(), URI.create(url + "/health"), access(url), WARM_PATIENCE);
        if (status / 100 == 4) {
            throw new ProviderUnavailableException(
                    "warming %s on cerebrium, HTTP %d".formatted(endpoint.name(), status));
        }
    }

    @Override
    public DestroyOutcome destroy(EndpointRef endpoint) throws ProviderUnavailableException {
        String name = endpoint.name();
        RestAnswer deleted = api.delete(name);
        RestAnswer left = CerebriumApi.grantedOrAbsent("destroying " + name, api.app(name));
        List<String> leftovers = new ArrayList<>();
        if (left.isOk()) {
            leftovers.add("app %s (HTTP %d %s)"
                    .formatted(name, deleted.status(), deleted.message())
                    .strip());
        }
        RestAnswer removed = api.deleteWeights(name);
        if (api.weights().contains(name)) {
            leftovers.add("files %s%s/ (HTTP %d)".formatted(CerebriumFiles.WEIGHTS, name, removed.status()));
        }
        return new DestroyOutcome(leftovers);
    }

    @Override
    public List<String> list(String owner) throws ProviderUnavailableException {
        String prefix = EndpointNames.prefix(owner);
        return Stream.concat(api.names().stream(), api.weights().stream())
                .filter(name -> name.startsWith(prefix))
                .distinct()
                .sorted()
                .toList();
    }

    /** Cerebrium documents no API for its prices: see the table in config/catalog. */
    @Override
    public List<PriceQuote> quote() {
        return List.of();
    }

    @Override
    public List<EndpointLog> logs(EndpointRef endpoint, Instant since) throws ProviderUnavailableException {
        RestAnswer answer = CerebriumApi.grantedOrAbsent(
                "reading the log of " + endpoint.name(), api.logs(endpoint.name(), since, MOST_LINES, ""));
        List<EndpointLog> lines = new ArrayList<>();
        for (JsonNode line : answer.json().path("logs")) {
            Instant at = CerebriumStatus.instant(line.path("timestamp").asText());
            lines.add(new EndpointLog(
                    at == null ? since : at, redaction.of(line.path("logLine").asText())));
        }
        return List.copyOf(lines.subList(Math.max(0, lines.size() - MOST_LINES), lines.size()));
    }

    /** Cerebrium documents no API for what it charged. */
    @Override
    public List<Invoice> invoices(EndpointRef endpoint, Instant from, Instant until) {
        return List.of();
    }

    @Override
    public AccessHeaders access(URI endpoint) {
        String key = settings.has("inference-key") ? settings.text("inference-key") : settings.text("token");
        return key.isEmpty() ? AccessHeaders.NONE : new AccessHeaders(Map.of("Authorization", "Bearer " + key), null);
    }

    @Override
    public String toString() {
        return "CerebriumProvider" + settings;
    }
}
