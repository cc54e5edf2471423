package io.skipjack.provider.runpod;

import io.skipjack.domain.fleet.Refusal;
import io.skipjack.domain.market.GpuChoice;
import io.skipjack.domain.provider.ProviderUnavailableException;
import io.skipjack.domain.serverless.DeployOutcome;
import io.skipjack.domain.serverless.EndpointRequest;
import io.skipjack.provider.spi.RestAnswer;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Makes an endpoint, or changes it to what is wanted now: looks for its name first, since RunPod knows no idempotency key
 * and would make a second one of the same name. What is there as wanted is left alone: each change is a release to RunPod,
 * which replaces the workers.
 */
final class RunpodDeploy {
    private final RunpodApi api;
    private final RunpodSettings settings;

    RunpodDeploy(RunpodApi api, RunpodSettings settings) {
        this.api = api;
        this.settings = settings;
    }

    DeployOutcome deploy(EndpointRequest request) throws ProviderUnavailableException {
        RestAnswer listed = api.listEndpoints();
        if (!listed.isOk()) {
            return RunpodRefusals.refused(listed);
        }
        RunpodEndpoint existing =
                only(RunpodEndpoint.named(request.name(), RunpodApi.items(listed, RunpodApi.ENDPOINTS)));
        RunpodBody body = new RunpodBody(settings, request);
        if (existing != null && existing.revision().equals(body.revision())) {
            return deployed(existing.id());
        }
        RestAnswer catalog = api.listGpus(request.gpu().count());
        if (!catalog.isOk()) {
            return RunpodRefusals.refused(catalog);
        }
        RunpodCatalog.Selection gpu = new RunpodCatalog(RunpodApi.items(catalog, "gpus"))
                .select(request.gpu().gpu());
        DeployOutcome unsold = unsold(gpu, request.gpu(), existing == null);
        return gpu == null || unsold != null ? Objects.requireNonNull(unsold) : put(existing, body, gpu);
    }

    /** Null when it is to be had. What is there already is changed also when no more of it is free. */
    private static @Nullable DeployOutcome unsold(
            RunpodCatalog.@Nullable Selection gpu, GpuChoice wanted, boolean isNew) {
        if (gpu == null) {
            return new DeployOutcome.Refused(
                    Refusal.Kind.FATAL,
                    "NoPool",
                    "RunPod has %s in no serverless pool; choose another GPU".formatted(wanted.gpu()));
        }
        return isNew && gpu.soldOut()
                ? new DeployOutcome.Refused(
                        Refusal.Kind.CAPACITY,
                        "NONE",
                        "RunPod has no free %s for serverless now".formatted(wanted.gpu()))
                : null;
    }

    private DeployOutcome put(@Nullable RunpodEndpoint existing, RunpodBody body, RunpodCatalog.Selection gpu)
            throws ProviderUnavailableException {
        if (!settings.hfToken().isEmpty()) {
            RestAnswer refused = new RunpodSecrets(api).put(body.name(), settings.hfToken());
            if (refused != null) {
                return RunpodRefusals.refused(refused);
            }
        }
        RestAnswer made = existing == null
                ? api.createEndpoint(body.create(gpu))
                : api.updateEndpoint(existing.id(), body.update(gpu));
        return made.isOk() ? deployed(made.json().path("id").asText()) : RunpodRefusals.refused(made);
    }

    /**
     * The one to be kept; null when there is none. Others of its name, made when an answer was lost, go, and so does one of
     * the other kind, which cannot be changed.
     */
    private @Nullable RunpodEndpoint only(List<RunpodEndpoint> named) throws ProviderUnavailableException {
        RunpodEndpoint kept = named.stream()
                .filter(each -> each.kind() == settings.kind())
                .findFirst()
                .orElse(null);
        for (RunpodEndpoint each : named) {
            if (!each.equals(kept)) {
                RunpodApi.grantedOrAbsent(api.deleteEndpoint(each.id()), "deleting a second endpoint " + each.name());
            }
        }
        return kept;
    }

    private DeployOutcome deployed(String id) {
        return new DeployOutcome.Deployed(
                settings.inference(settings.kind(), id),
                Map.of(RunpodLookup.ID, id, RunpodLookup.KIND, settings.kind().word()));
    }
}
