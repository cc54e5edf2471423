package io.skipjack.provider.kamelet;

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
import io.skipjack.provider.spi.ProviderSettings;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.jspecify.annotations.Nullable;

/**
 * A provider whose API a Kamelet speaks. The Kamelet knows paths, bodies and where the answers hold what; all that must be
 * kept by every provider is here: found by name else made, what a refusal means, that gone is what is not found, and where a
 * key may go.
 */
final class KameletProvider implements ServerlessProvider {
    private static final Duration WARM_PATIENCE = Duration.ofSeconds(10);

    private final KameletDefinition definition;
    private final ProviderSettings keys;
    private final KameletCalls calls;
    private final KameletUrls urls;

    KameletProvider(KameletDefinition definition, ProviderSettings keys, CamelContext context) {
        this.definition = definition;
        this.keys = keys;
        this.calls = new KameletCalls(context, definition, keys);
        this.urls = KameletUrls.of(
                keys.text(KameletProperty.kebab(KameletDefinition.INFERENCE_DOMAINS)),
                keys.uri(KameletDefinition.ENDPOINT),
                definition.urlPath());
    }

    @Override
    public String name() {
        return definition.name();
    }

    @Override
    public @Nullable String missing() {
        return definition.missing(keys);
    }

    @Override
    public List<String> gpus() {
        return definition.gpus().names();
    }

    @Override
    public UpstreamLimits limits() {
        return definition.limits();
    }

    @Override
    public Duration usualColdStart() {
        return definition.coldStart();
    }

    @Override
    public BillingRule billing() {
        return definition.billing();
    }

    /** Machines are priced whole, as the one word for each of them has it. */
    @Override
    public WorkerShape shape(GpuChoice gpu) {
        return WorkerShape.NONE;
    }

    @Override
    public EndpointPlan plan(EndpointRequest request) {
        String shape = definition.gpus().shape(request.gpu());
        return shape == null
                ? EndpointPlan.impossible(KameletCheck.unsold(definition, request.gpu()))
                : new EndpointPlan(shape, "", List.of("endpoint " + request.name()), null);
    }

    @Override
    public List<Finding> check(@Nullable GpuChoice gpu) {
        String missing = missing();
        return missing == null
                ? new KameletCheck(definition, calls).check(gpu)
                : List.of(Finding.fail(
                        "credentials", "a setting of %s is missing".formatted(definition.title()), missing));
    }

    @Override
    public DeployOutcome deploy(EndpointRequest request) throws ProviderUnavailableException {
        EndpointPlan plan = plan(request);
        String missing = missing();
        if (plan.impossible() != null || missing != null) {
            return new KameletRefusals(definition)
                    .fatal("NotPossible", plan.impossible() == null ? String.valueOf(missing) : plan.impossible());
        }
        return new KameletDeploy(definition, calls, urls).deploy(request, plan.shape());
    }

    @Override
    public EndpointSight status(EndpointRef endpoint) throws ProviderUnavailableException {
        KameletFound found = calls.find(endpoint.name());
        if (found instanceof KameletFound.Refused refused) {
            calls.granted(refused.answer(), "looking at endpoint " + endpoint.name());
        }
        return found instanceof KameletFound.Present present ? present.sight() : EndpointSight.ABSENT;
    }

    @Override
    public void scale(EndpointRef endpoint, int workersMin, int workersMax) throws ProviderUnavailableException {
        KameletWish wish = present(endpoint, "scaling").wish();
        if (wish == null) {
            throw new ProviderUnavailableException(
                    "scaling endpoint %s at %s, what it was made with is not known any more: deploy it again"
                            .formatted(endpoint.name(), name()));
        }
        KameletAnswer answer = calls.ask(calls.question(KameletOperation.UPDATE)
                .with(KameletQuestion.NAME, endpoint.name())
                .with(KameletQuestion.JSON, wish.literals(workersMin, Math.max(1, workersMax))));
        calls.granted(answer.called(), "scaling endpoint " + endpoint.name());
    }

    @Override
    public void warm(EndpointRef endpoint) throws ProviderUnavailableException {
        KameletFound.Present present = present(endpoint, "waking");
        URI base = urls.base(present.url());
        if (present.phase() != KameletPhase.COLD || base == null) {
            return;
        }
        try {
            calls.ask(new KameletQuestion(KameletOperation.WARM, base, WARM_PATIENCE, Map.of())
                    .with(KameletQuestion.NAME, endpoint.name()));
        } catch (ProviderUnavailableException unanswered) {
            // without a worker it answers late, or with an error: what counts is whether one starts
            if (status(endpoint).phase() == EndpointPhase.COLD) {
                throw unanswered;
            }
        }
    }

    private KameletFound.Present present(EndpointRef endpoint, String doing) throws ProviderUnavailableException {
        KameletFound found = calls.find(endpoint.name());
        if (found instanceof KameletFound.Present present) {
            return present;
        }
        if (found instanceof KameletFound.Refused refused) {
            calls.granted(refused.answer(), "%s endpoint %s".formatted(doing, endpoint.name()));
        }
        throw new ProviderUnavailableException(
                "%s endpoint %s at %s, it is not there".formatted(doing, endpoint.name(), name()));
    }

    @Override
    public DestroyOutcome destroy(EndpointRef endpoint) throws ProviderUnavailableException {
        return new KameletDestroy(calls).destroy(endpoint.name());
    }

    @Override
    public List<String> list(String owner) throws ProviderUnavailableException {
        String prefix = EndpointNames.prefix(owner);
        return calls.names(prefix).stream()
                .filter(each -> each.startsWith(prefix))
                .distinct()
                .sorted()
                .toList();
    }

    @Override
    public List<PriceQuote> quote() throws ProviderUnavailableException {
        if (!definition.operations().contains(KameletOperation.PRICES)) {
            return List.of();
        }
        KameletAnswer answer = calls.ask(calls.question(KameletOperation.PRICES));
        calls.granted(answer.called(), "asking for prices");
        return KameletQuotes.of(definition, answer, Instant.now());
    }

    /** None: what REST APIs have for logs is as different as can be. */
    @Override
    public List<EndpointLog> logs(EndpointRef endpoint, Instant since) {
        return List.of();
    }

    /** None: what REST APIs have for bills is as different as can be. */
    @Override
    public List<Invoice> invoices(EndpointRef endpoint, Instant from, Instant until) {
        return List.of();
    }

    @Override
    public AccessHeaders access(URI endpoint) throws ProviderUnavailableException {
        return urls.leadsTo(endpoint)
                ? new AccessHeaders(
                        calls.ask(calls.question(KameletOperation.ACCESS)).headers(), null)
                : AccessHeaders.NONE;
    }

    @Override
    public String toString() {
        return name();
    }
}
