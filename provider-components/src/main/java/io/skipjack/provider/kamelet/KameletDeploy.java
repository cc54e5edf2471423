package io.skipjack.provider.kamelet;

import io.skipjack.domain.provider.ProviderUnavailableException;
import io.skipjack.domain.serverless.DeployOutcome;
import io.skipjack.domain.serverless.EndpointRequest;
import io.skipjack.provider.spi.RestAnswer;
import java.net.URI;
import java.util.Map;

/** Finds an endpoint by its name, else makes it, and changes it where it is not as wished. */
final class KameletDeploy {
    private final KameletDefinition definition;
    private final KameletCalls calls;
    private final KameletUrls urls;
    private final KameletRefusals refusals;

    KameletDeploy(KameletDefinition definition, KameletCalls calls, KameletUrls urls) {
        this.definition = definition;
        this.calls = calls;
        this.urls = urls;
        this.refusals = new KameletRefusals(definition);
    }

    DeployOutcome deploy(EndpointRequest request, String shape) throws ProviderUnavailableException {
        KameletWish wish = KameletWish.of(request, shape);
        return switch (calls.find(request.name())) {
            case KameletFound.Refused refused -> refusals.refused(refused.answer());
            case KameletFound.Absent ignored -> make(KameletOperation.CREATE, request.name(), wish);
            case KameletFound.Present present when present.phase() == KameletPhase.ENDING -> clear(request, present);
            case KameletFound.Present present
            when present.wish() == null || !present.wish().isRevision(request.revision()) ->
                make(KameletOperation.UPDATE, request.name(), wish);
            case KameletFound.Present present -> made(present);
        };
    }

    /** One of this name is on its way out, or over and in the way. */
    private DeployOutcome clear(EndpointRequest request, KameletFound.Present present)
            throws ProviderUnavailableException {
        calls.ask(calls.question(KameletOperation.DELETE)
                .with(KameletQuestion.NAME, request.name())
                .with(KameletQuestion.STATUS, present.status()));
        return new DeployOutcome.InProgress("waiting for the endpoint before it to go");
    }

    private DeployOutcome make(KameletOperation operation, String name, KameletWish wish)
            throws ProviderUnavailableException {
        KameletAnswer answer = calls.ask(calls.question(operation)
                .with(KameletQuestion.NAME, name)
                .with(KameletQuestion.JSON, wish.literals(wish.workersMin(), wish.workersMax())));
        RestAnswer rest = answer.called();
        if (rest.isConflict()) {
            return new DeployOutcome.InProgress("busy with it (HTTP 409)");
        }
        if (!rest.isOk()) {
            return refusals.refused(rest);
        }
        return calls.found(answer) instanceof KameletFound.Present present
                ? made(present)
                : new DeployOutcome.InProgress("making the endpoint");
    }

    private DeployOutcome made(KameletFound.Present present) {
        if (present.phase() == KameletPhase.FAILED) {
            return refusals.fatal(
                    present.status(),
                    "%s says that the endpoint is %s; see its console for why"
                            .formatted(definition.title(), present.status()));
        }
        if (present.phase() == KameletPhase.DEPLOYING || present.url().isEmpty()) {
            return new DeployOutcome.InProgress("making the endpoint: " + present.status());
        }
        URI base = urls.base(present.url());
        if (base == null) {
            return refusals.fatal(
                    "Domain",
                    "the endpoint's URL is in none of the domains that may see the key; if it is right, add its domain to"
                            + " skipjack.providers.%s.inference-domains".formatted(definition.name()));
        }
        return new DeployOutcome.Deployed(urls.inference(base), Map.of());
    }
}
