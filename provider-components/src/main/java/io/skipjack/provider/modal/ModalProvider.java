package io.skipjack.provider.modal;

import com.fasterxml.jackson.databind.JsonNode;
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
import io.skipjack.provider.spi.EndpointProbe;
import io.skipjack.provider.spi.EngineImage;
import io.skipjack.provider.spi.ProgramAnswer;
import io.skipjack.provider.spi.ProviderDefinition;
import io.skipjack.provider.spi.ProviderKey;
import io.skipjack.provider.spi.ProviderSettings;
import io.skipjack.provider.spi.Redaction;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Modal: an app and a volume for its weights, both called as the endpoint is. */
public final class ModalProvider implements ServerlessProvider {
    public static final ProviderDefinition DEFINITION = new ProviderDefinition(
            "modal",
            List.of(
                    ProviderKey.secret("token-id", "MODAL_TOKEN_ID", "Token that deploys, such as ak-..."),
                    ProviderKey.secret("token-secret", "MODAL_TOKEN_SECRET", "Its secret, such as as-..."),
                    ProviderKey.secret(
                            "proxy-key",
                            "MODAL_PROXY_TOKEN_ID",
                            "Proxy auth token, such as wk-...: what requests are let in with, sent as Modal-Key"),
                    ProviderKey.secret(
                            "proxy-secret",
                            "MODAL_PROXY_TOKEN_SECRET",
                            "Its secret, such as ws-..., sent as Modal-Secret"),
                    ProviderKey.plain(
                            "environment", "", "MODAL_ENVIRONMENT", "Modal's environment; empty for the default"),
                    ProviderKey.secret("hf-token", "HF_TOKEN", "Hugging Face token, for gated models"),
                    ProviderKey.plain("command", "modal", "Modal's tool: a name on the PATH or a path"),
                    ProviderKey.plain("image", EngineImage.DEFAULT, "The engine's container image"),
                    ProviderKey.plain("deploy-timeout-seconds", "600", "How long one deploy may take, 1 to 3600")),
            ModalProvider::new);

    /** The fact that saves asking for the URL. */
    static final String URL = "url";

    private static final String PROXY_ADVICE =
            "create a token at https://modal.com/settings/proxy-auth-tokens and set MODAL_PROXY_TOKEN_ID and MODAL_PROXY_TOKEN_SECRET";

    private static final WorkerShape RESERVED = new WorkerShape(new BigDecimal("0.125"), new BigDecimal("0.125"));
    private static final Duration WARM_PATIENCE = Duration.ofSeconds(3);
    /** Tuna's mean for Qwen3-4B on an L4, weights in the volume. */
    private static final Duration USUAL_COLD_START = Duration.ofSeconds(77);
    /**
     * Of Modal's web functions: 200 requests a second with a burst of 5 s, bodies of 4 GiB (modal.com/docs/guide/webhooks);
     * 150 s for each of at most 20 redirects to the result (modal.com/docs/guide/webhook-timeouts).
     */
    private static final UpstreamLimits LIMITS =
            new UpstreamLimits(1_000, Duration.ofSeconds(5), 0, 4L << 30, Duration.ofMinutes(50));

    private final ProviderSettings settings;
    private final ModalCommands commands;

    public ModalProvider(ProviderSettings settings) {
        this.settings = settings;
        Duration timeout = Duration.ofSeconds(settings.number("deploy-timeout-seconds", 1, 3_600));
        commands = new ModalCommands(settings, new Redaction(settings.secrets()), timeout);
    }

    @Override
    public String name() {
        return DEFINITION.name();
    }

    @Override
    public @Nullable String missing() {
        return settings.missing("token-id", "token-secret", "proxy-key", "proxy-secret");
    }

    @Override
    public List<String> gpus() {
        return ModalGpus.names();
    }

    @Override
    public UpstreamLimits limits() {
        return LIMITS;
    }

    @Override
    public Duration usualColdStart() {
        return USUAL_COLD_START;
    }

    /**
     * By the second of each container's life (modal.com/docs/guide/sandbox-resources; modal.com/pricing has prices by the
     * second). How a begun second is rounded is not said: taken as charged whole.
     */
    @Override
    public BillingRule billing() {
        return BillingRule.BY_SECOND;
    }

    /**
     * What Modal reserves where an app asks for nothing, as ours does: 0.125 physical cores and 128 MiB
     * (modal.com/docs/guide/resources). It charges what is used when that is more, which nobody knows before: an estimate by
     * this is low, and the billing report puts it right.
     */
    @Override
    public WorkerShape shape(GpuChoice gpu) {
        return RESERVED;
    }

    @Override
    public EndpointPlan plan(EndpointRequest request) {
        String impossible = ModalGpus.impossible(request.gpu());
        if (impossible != null) {
            return EndpointPlan.impossible(impossible);
        }
        try {
            file(request);
        } catch (IllegalArgumentException unfit) {
            return EndpointPlan.impossible(String.valueOf(unfit.getMessage()));
        }
        List<String> resources = List.of("app " + request.name(), "volume " + request.name());
        return new EndpointPlan(ModalGpus.id(request.gpu()), "", resources, null);
    }

    private String file(EndpointRequest request) {
        return ModalApp.file(request, ModalGpus.id(request.gpu()), settings.text("image"), settings.has("hf-token"));
    }

    @Override
    public List<Finding> check(@Nullable GpuChoice gpu) {
        return new ModalCheck(commands).check(gpu, missing());
    }

    @Override
    public DeployOutcome deploy(EndpointRequest request) throws ProviderUnavailableException {
        String missing = missing();
        String impossible = missing == null ? plan(request).impossible() : missing;
        if (impossible != null) {
            return new DeployOutcome.Refused(Refusal.Kind.FATAL, "impossible", impossible);
        }
        return new ModalDeploy(commands).deploy(request, file(request));
    }

    @Override
    public EndpointSight status(EndpointRef endpoint) throws ProviderUnavailableException {
        return new ModalStatus(commands).look(endpoint.name(), Instant.now());
    }

    /** By {@code Function.update_autoscaler}, which no command has: a small file is run that calls it. */
    @Override
    public void scale(EndpointRef endpoint, int workersMin, int workersMax) throws ProviderUnavailableException {
        ProgramAnswer said = commands.scale(ModalApp.scaling(endpoint.name(), workersMin, workersMax));
        JsonNode now = commands.function(endpoint.name()).json();
        boolean isThere = now.has("web_info");
        // none at least may be said by saying nothing
        if (!isThere
                || now.path("min_containers").asInt(0) != workersMin
                || now.path("max_containers").asInt(0) != workersMax) {
            throw ModalTrouble.unavailable("scaling " + endpoint.name(), said);
        }
    }

    @Override
    public void warm(EndpointRef endpoint) throws ProviderUnavailableException {
        String doing = "warming " + endpoint.name();
        String known = endpoint.facts().get(URL);
        URI url = known == null ? ModalDeploy.url(doing, commands.function(endpoint.name())) : URI.create(known);
        int status = EndpointProbe.get(name(), URI.create(url + "/health"), access(url), WARM_PATIENCE);
        boolean isWaiting = status == EndpointProbe.WAITING || status == 303;
        if (!isWaiting && status / 100 != 2) {
            throw new ProviderUnavailableException(
                    "%s on modal, HTTP %d%s".formatted(doing, status, status == 401 ? ": " + PROXY_ADVICE : ""));
        }
    }

    /** Apps are stopped by their ids: one that was never deployed to the end has no name that Modal's tool would find. */
    @Override
    public DestroyOutcome destroy(EndpointRef endpoint) throws ProviderUnavailableException {
        String name = endpoint.name();
        String doing = "destroying " + name;
        List<JsonNode> apps = living(doing, name);
        String said = "";
        for (JsonNode app : apps) {
            said = commands.stop(app.path("app_id").asText()).message();
        }
        List<String> leftovers = new ArrayList<>();
        if (!apps.isEmpty()) {
            for (JsonNode app : living(doing, name)) {
                leftovers.add(
                        "app %s, %s (%s)".formatted(name, app.path("state").asText(), said));
            }
        }
        String volume = commands.deleteVolume(name).message();
        if (volumes(doing).contains(name)) {
            leftovers.add("volume %s (%s)".formatted(name, volume));
        }
        return new DestroyOutcome(leftovers);
    }

    private List<JsonNode> living(String doing, String name) throws ProviderUnavailableException {
        return ModalCommands.living(ModalCommands.rows(doing, commands.apps()), name);
    }

    private List<String> volumes(String doing) throws ProviderUnavailableException {
        return ModalCommands.rows(doing, commands.volumes()).stream()
                .map(volume -> volume.path("name").asText())
                .toList();
    }

    @Override
    public List<String> list(String owner) throws ProviderUnavailableException {
        String prefix = EndpointNames.prefix(owner);
        Stream<String> apps = ModalCommands.rows("listing apps", commands.apps()).stream()
                .filter(ModalCommands::isLiving)
                .map(app -> app.path("description").asText());
        return Stream.concat(apps, volumes("listing volumes").stream())
                .filter(name -> name.startsWith(prefix))
                .distinct()
                .sorted()
                .toList();
    }

    /** Modal has no API for its prices: see the table in config/catalog. */
    @Override
    public List<PriceQuote> quote() {
        return List.of();
    }

    @Override
    public List<EndpointLog> logs(EndpointRef endpoint, Instant since) throws ProviderUnavailableException {
        return ModalLogs.read(commands, endpoint.name(), since, Instant.now());
    }

    /** By the hour: {@code modal billing report}. */
    @Override
    public List<Invoice> invoices(EndpointRef endpoint, Instant from, Instant until)
            throws ProviderUnavailableException {
        return ModalInvoices.read(commands, endpoint.name(), from, until);
    }

    /** Also for an app that is not ours, of which the user has only the URL. */
    @Override
    public AccessHeaders access(URI endpoint) {
        if (!settings.has("proxy-key") || !settings.has("proxy-secret")) {
            return AccessHeaders.NONE;
        }
        return new AccessHeaders(
                Map.of("Modal-Key", settings.text("proxy-key"), "Modal-Secret", settings.text("proxy-secret")), null);
    }

    @Override
    public String toString() {
        return "ModalProvider" + settings;
    }
}
