package io.skipjack.provider.baseten;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.skipjack.domain.fleet.Refusal;
import io.skipjack.domain.provider.ProviderUnavailableException;
import io.skipjack.domain.serverless.DeployOutcome;
import io.skipjack.domain.serverless.EndpointRequest;
import io.skipjack.provider.spi.RestAnswer;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Makes a model, or gives it another deployment: finds the model by its name and the deployment by a name that its contents
 * give it, so that the next call goes on wherever the last one ended.
 */
final class BasetenDeploy {
    private final BasetenApi api;
    private final BasetenPush push;
    private final BasetenSettings settings;

    BasetenDeploy(BasetenApi api, BasetenPush push, BasetenSettings settings) {
        this.api = api;
        this.push = push;
        this.settings = settings;
    }

    /** @param accelerator Baseten's name of the request's GPU */
    DeployOutcome deploy(EndpointRequest request, String accelerator) throws ProviderUnavailableException {
        RestAnswer listed = api.listModels(request.name());
        if (!listed.isOk()) {
            return BasetenRefusals.refused(listed);
        }
        BasetenModel model = only(BasetenModel.named(request.name(), BasetenApi.items(listed, BasetenApi.MODELS)));
        Truss truss = new Truss(settings, request, accelerator);
        if (model == null) {
            return push.push(request.name(), truss, null);
        }
        List<BasetenDeployment> deployments = BasetenLookup.deployments(api.listDeployments(model.id()));
        BasetenDeployment wanted = BasetenDeployment.named(truss.name(), deployments);
        if (wanted == null) {
            return push.push(request.name(), truss, model);
        }
        scale(model, wanted, BasetenScaling.of(request.scaling()));
        return switch (wanted.stage()) {
            case BUILDING -> inProgress(model, wanted.words());
            case STOPPED -> restarted(model, wanted);
            case RUNNING -> wanted.inProduction() ? settled(model, deployments) : inProgress(model, "promoting");
            case FAILED ->
                new DeployOutcome.Refused(
                        Refusal.Kind.FATAL,
                        wanted.status(),
                        "Baseten could not bring the model up (%s); its logs say why".formatted(wanted.words()));
        };
    }

    /** The one to be kept; null when there is none. Others of its name, in other teams of ours, go. */
    private @Nullable BasetenModel only(List<BasetenModel> named) throws ProviderUnavailableException {
        for (BasetenModel each : named.subList(Math.min(1, named.size()), named.size())) {
            BasetenApi.grantedOrAbsent(api.deleteModel(each.id()), "deleting a second model " + each.name());
        }
        return named.isEmpty() ? null : named.getFirst();
    }

    private void scale(BasetenModel model, BasetenDeployment deployment, ObjectNode wanted)
            throws ProviderUnavailableException {
        if (!BasetenScaling.holds(wanted, deployment.scaling())) {
            BasetenApi.granted(api.updateScaling(model.id(), wanted), "scaling model " + model.name());
        }
    }

    /** One that was stopped in production is started again; a former one of the same contents makes way for a new push. */
    private DeployOutcome restarted(BasetenModel model, BasetenDeployment stopped) throws ProviderUnavailableException {
        RestAnswer answer = stopped.inProduction()
                ? api.activate(model.id(), stopped.id())
                : api.deleteDeployment(model.id(), stopped.id());
        return answer.isOk() || answer.isAbsent()
                ? inProgress(model, "starting a stopped deployment again")
                : BasetenRefusals.refused(answer);
    }

    /** Those it took the place of are of no use any more, and count against the workspace's limits. */
    private DeployOutcome settled(BasetenModel model, List<BasetenDeployment> deployments)
            throws ProviderUnavailableException {
        for (BasetenDeployment each : deployments) {
            if (!each.inProduction()) {
                BasetenApi.grantedOrAbsent(
                        api.deleteDeployment(model.id(), each.id()), "deleting the former deployment " + each.name());
            }
        }
        return new DeployOutcome.Deployed(settings.inference(model.id()), Map.of(BasetenLookup.MODEL, model.id()));
    }

    private static DeployOutcome inProgress(BasetenModel model, String what) {
        return new DeployOutcome.InProgress(what, Map.of(BasetenLookup.MODEL, model.id()));
    }
}
