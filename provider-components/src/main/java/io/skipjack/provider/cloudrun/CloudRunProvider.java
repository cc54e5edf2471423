package io.skipjack.provider.cloudrun;

import com.fasterxml.jackson.databind.JsonNode;
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
import io.skipjack.provider.spi.CredentialRefusedException;
import io.skipjack.provider.spi.ProviderDefinition;
import io.skipjack.provider.spi.ProviderSettings;
import io.skipjack.provider.spi.Redaction;
import io.skipjack.provider.spi.RestAnswer;
import io.skipjack.provider.spi.RestPages;
import io.skipjack.provider.spi.WakeCall;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Google Cloud Run: an endpoint is one private service with a GPU. All that is made is the service and the right to call
 * it, which goes with it.
 */
public final class CloudRunProvider implements ServerlessProvider {
    public static final ProviderDefinition DEFINITION =
            new ProviderDefinition("cloudrun", CloudRunSettings.KEYS, CloudRunProvider::new);

    /** 32 MiB of HTTP/1 request and an hour for it (docs.cloud.google.com/run/quotas, run/docs/configuring/request-timeout). */
    private static final UpstreamLimits LIMITS =
            new UpstreamLimits(0, Duration.ZERO, 0, 32L << 20, Duration.ofSeconds(3600));

    private static final BillingRule BY_TENTH = new BillingRule(Duration.ofMillis(100), Duration.ZERO);
    /** A 4B model on an L4, measured by Tuna: tuna/benchmark/benchmark.md of Tandemn-Labs/tandemn-tuna, 2 March 2026. */
    private static final Duration COLD_START = Duration.ofSeconds(478);

    private final ProviderSettings given;
    private final CloudRunSettings settings;
    private final Redaction redaction;
    private final GoogleTokens tokens;
    private final CloudRunApis apis;

    private CloudRunProvider(ProviderSettings given) {
        this.given = given;
        this.settings = CloudRunSettings.of(given);
        this.redaction = new Redaction(given.secrets());
        this.tokens = new GoogleTokens(settings, redaction);
        this.apis = CloudRunApis.of(given, redaction, tokens);
    }

    @Override
    public String name() {
        return DEFINITION.name();
    }

    @Override
    public @Nullable String missing() {
        return settings.machineIdentity() ? given.missing("project") : given.missing("credentials-file", "project");
    }

    @Override
    public List<String> gpus() {
        return CloudRunGpu.names();
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
     * An instance's whole life, rounded up to 100 ms (cloud.google.com/run/pricing; with a GPU billing is instance-based:
     * run/docs/configuring/billing-settings). The minute that is charged at least is documented for jobs, not for services.
     */
    @Override
    public BillingRule billing() {
        return BY_TENTH;
    }

    /** What its limits say. */
    @Override
    public WorkerShape shape(GpuChoice gpu) {
        return CloudRunGpu.of(gpu)
                .map(each -> WorkerShape.of(each.cpus(), each.memoryGib()))
                .orElse(WorkerShape.NONE);
    }

    @Override
    public EndpointPlan plan(EndpointRequest request) {
        return CloudRunGpu.of(request.gpu())
                .map(gpu -> new EndpointPlan(
                        gpu.accelerator(),
                        settings.region(),
                        List.of(
                                "service " + request.name(),
                                "roles/run.invoker on it for the router's service account"),
                        null))
                .orElseGet(() -> EndpointPlan.impossible(CloudRunGpu.impossible(request.gpu())));
    }

    @Override
    public List<Finding> check(@Nullable GpuChoice gpu) {
        String missing = missing();
        return missing == null
                ? new CloudRunCheck(settings, apis, tokens).findings(gpu)
                : List.of(Finding.fail("credentials", "Cloud Run is not set up", missing));
    }

    @Override
    public DeployOutcome deploy(EndpointRequest request) throws ProviderUnavailableException {
        String missing = missing();
        if (missing != null) {
            return CloudRunRefusals.fatal("NOT_SET_UP", "Cloud Run is not set up; " + missing);
        }
        CloudRunGpu gpu = CloudRunGpu.of(request.gpu()).orElse(null);
        return gpu == null
                ? CloudRunRefusals.fatal("NO_SUCH_GPU", CloudRunGpu.impossible(request.gpu()))
                : new CloudRunDeploy(settings, apis.run(), tokens).step(request, gpu);
    }

    @Override
    public EndpointSight status(EndpointRef endpoint) throws ProviderUnavailableException {
        CloudRunService service = find(endpoint.name());
        if (service == null) {
            return EndpointSight.ABSENT;
        }
        return switch (service.state()) {
            case GOING -> new EndpointSight(EndpointPhase.DEPLOYING, 0, "it is being deleted");
            case RECONCILING -> new EndpointSight(EndpointPhase.DEPLOYING, 1, "the first engine starts");
            case FAILED -> new EndpointSight(EndpointPhase.FAILED, 0, redaction.sentence(service.trouble()));
            case READY -> sight(InstanceCount.of(apis.monitoring(), settings, endpoint.name()));
        };
    }

    private static EndpointSight sight(InstanceCount count) {
        EndpointPhase phase = count.instances() > 0 ? EndpointPhase.READY : EndpointPhase.COLD;
        return new EndpointSight(phase, count.instances(), count.note());
    }

    /** Of the service, so that no new revision is made. */
    @Override
    public void scale(EndpointRef endpoint, int workersMin, int workersMax) throws ProviderUnavailableException {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.set("scaling", ServiceBody.scaling(workersMin, Math.max(workersMax, 1)));
        granted("scaling", apis.run().patch(path(endpoint.name()) + "?updateMask=scaling", body));
    }

    @Override
    public void warm(EndpointRef endpoint) throws ProviderUnavailableException {
        CloudRunService service = find(endpoint.name());
        if (service == null || service.uri().isEmpty()) {
            throw new ProviderUnavailableException("waking %s, it is not there".formatted(endpoint.name()));
        }
        WakeCall.to(service.base(), access(service.base()));
    }

    @Override
    public DestroyOutcome destroy(EndpointRef endpoint) throws ProviderUnavailableException {
        RestAnswer found = apis.run().get(path(endpoint.name()));
        if (found.isAbsent()) {
            return DestroyOutcome.GONE;
        }
        String what = "service %s in %s".formatted(endpoint.name(), settings.region());
        if (found.isOk() && new CloudRunService(found.json()).state() == CloudRunService.State.GOING) {
            return new DestroyOutcome(List.of(what + " (being deleted)"));
        }
        RestAnswer gone = found.isOk() ? apis.run().delete(path(endpoint.name())) : found;
        if (gone.isAbsent()) {
            return DestroyOutcome.GONE;
        }
        String how = gone.isOk() ? "being deleted" : gone.words();
        return new DestroyOutcome(List.of("%s (%s)".formatted(what, how)));
    }

    @Override
    public List<String> list(String owner) throws ProviderUnavailableException {
        List<String> names = new ArrayList<>();
        String path = settings.parent() + "/services?pageSize=100";
        RestPages.follow(
                path,
                page -> {
                    JsonNode list = granted("listing services", apis.run().get(page));
                    for (JsonNode each : list.path("services")) {
                        CloudRunService service = new CloudRunService(each);
                        if (service.shortName().startsWith(EndpointNames.prefix(owner)) && service.isOf(owner)) {
                            names.add(service.shortName());
                        }
                    }
                    return CloudRunApis.nextPage(path, list);
                },
                "listing services of Cloud Run");
        return names;
    }

    @Override
    public List<PriceQuote> quote() throws ProviderUnavailableException {
        return new CloudRunPrices(apis.billing(), settings.region()).quotes();
    }

    @Override
    public List<EndpointLog> logs(EndpointRef endpoint, Instant since) throws ProviderUnavailableException {
        return CloudRunLogs.of(settings, apis.logging(), redaction, new CloudRunLogs.Asked(endpoint.name(), since));
    }

    /** None: Google says what it charged in an export to BigQuery alone, which somebody has to set up first. */
    @Override
    public List<Invoice> invoices(EndpointRef endpoint, Instant from, Instant until) {
        return List.of();
    }

    @Override
    public AccessHeaders access(URI endpoint) throws ProviderUnavailableException {
        try {
            return tokens.identity(CloudRunService.audience(endpoint));
        } catch (CredentialRefusedException refused) {
            throw new ProviderUnavailableException(refused.sentence());
        }
    }

    private String path(String service) {
        return settings.parent() + "/services/" + service;
    }

    private @Nullable CloudRunService find(String service) throws ProviderUnavailableException {
        RestAnswer answer = apis.run().get(path(service));
        if (answer.isAbsent()) {
            return null;
        }
        return new CloudRunService(granted("looking at " + service, answer));
    }

    private static JsonNode granted(String doing, RestAnswer answer) throws ProviderUnavailableException {
        return answer.granted(doing + " at Cloud Run").json();
    }

    @Override
    public String toString() {
        return "CloudRunProvider[%s, %s]".formatted(settings.project(), settings.region());
    }
}
