package io.skipjack.provider.cloudrun;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.skipjack.domain.provider.ProviderUnavailableException;
import io.skipjack.domain.serverless.DeployOutcome;
import io.skipjack.domain.serverless.EndpointRequest;
import io.skipjack.provider.spi.CredentialRefusedException;
import io.skipjack.provider.spi.RestAnswer;
import io.skipjack.provider.spi.RestClient;

/**
 * One step of a deploy: look at the service of that name, and do what it lacks. Cloud Run says a service is ready when its
 * first instance has answered the startup probe, minutes after the call; until then the answer is {@link
 * DeployOutcome.InProgress}. The service's id is the key that keeps two from being made.
 */
final class CloudRunDeploy {
    private final CloudRunSettings settings;
    private final RestClient run;
    private final GoogleTokens tokens;
    private final CloudRunRefusals refusals;

    CloudRunDeploy(CloudRunSettings settings, RestClient run, GoogleTokens tokens) {
        this.settings = settings;
        this.run = run;
        this.tokens = tokens;
        this.refusals = new CloudRunRefusals(settings);
    }

    DeployOutcome step(EndpointRequest request, CloudRunGpu gpu) throws ProviderUnavailableException {
        ObjectNode body = ServiceBody.of(settings, request, gpu);
        RestAnswer found = run.get(settings.parent() + "/services/" + request.name());
        if (found.isAbsent()) {
            return asked("POST", "?serviceId=" + request.name(), body);
        }
        if (!found.isOk()) {
            return refusals.of(found);
        }
        CloudRunService service = new CloudRunService(found.json());
        if (!service.isOf(request.owner())) {
            return CloudRunRefusals.fatal(
                    "ALREADY_EXISTS",
                    "service %s is there and is not ours; delete it or rename the deployment"
                            .formatted(request.name()));
        }
        if (service.state() == CloudRunService.State.GOING) {
            return new DeployOutcome.InProgress("waiting until the old service is gone", service.facts());
        }
        if (!service.isOfRevision(request.revision())) {
            return asked("PATCH", "/" + request.name(), body);
        }
        return settled(service);
    }

    private DeployOutcome settled(CloudRunService service) throws ProviderUnavailableException {
        return switch (service.state()) {
            case FAILED -> refusals.of("CONDITION_FAILED", service.trouble());
            case READY -> service.uri().isEmpty() ? waiting(service) : letIn(service);
            case GOING, RECONCILING -> waiting(service);
        };
    }

    private static DeployOutcome waiting(CloudRunService service) {
        return new DeployOutcome.InProgress("waiting for the first engine", service.facts());
    }

    private DeployOutcome letIn(CloudRunService service) throws ProviderUnavailableException {
        try {
            String member = tokens.member();
            if (member == null) {
                return CloudRunRefusals.fatal(
                        "NO_SERVICE_ACCOUNT",
                        "the credential is no service account, which private services want; set"
                                + " GOOGLE_APPLICATION_CREDENTIALS to the key file of one");
            }
            RestAnswer refused = new InvokerPolicy(run).grant(service.name(), member);
            return refused == null ? new DeployOutcome.Deployed(service.base(), service.facts()) : refusals.of(refused);
        } catch (CredentialRefusedException refused) {
            return CloudRunRefusals.fatal("UNAUTHENTICATED", refused.sentence());
        }
    }

    /** An operation goes on without us: the service itself tells, at the next step, how far it is. */
    private DeployOutcome asked(String method, String path, ObjectNode body) throws ProviderUnavailableException {
        try {
            return outcome(run.call(method, settings.parent() + "/services" + path, body));
        } catch (ProviderUnavailableException unknown) {
            return refusals.of(unknown);
        }
    }

    private DeployOutcome outcome(RestAnswer answer) {
        if (answer.isConflict()) {
            return new DeployOutcome.InProgress("waiting for another change of the service");
        }
        if (!answer.isOk()) {
            return refusals.of(answer);
        }
        JsonNode error = answer.json().path("error");
        if (error.isObject()) {
            return refusals.of(
                    "code " + error.path("code").asInt(), error.path("message").asText());
        }
        return new DeployOutcome.InProgress("starting the first engine of the service");
    }
}
