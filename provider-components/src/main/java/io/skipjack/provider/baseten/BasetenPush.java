package io.skipjack.provider.baseten;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.skipjack.domain.provider.ProviderUnavailableException;
import io.skipjack.domain.serverless.DeployOutcome;
import io.skipjack.provider.spi.RestAnswer;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Pushes a Truss as Baseten's own clients do (docs.baseten.co/examples/create-a-model-with-rest, PushModel in
 * github.com/basetenlabs/baseten-go): has it checked, uploads it, commits it.
 */
final class BasetenPush {
    private final BasetenApi api;
    private final S3Upload upload;
    private final BasetenSettings settings;

    BasetenPush(BasetenApi api, S3Upload upload, BasetenSettings settings) {
        this.api = api;
        this.upload = upload;
        this.settings = settings;
    }

    /** @param model of which it is a new deployment; null for a new model */
    DeployOutcome push(String name, Truss truss, @Nullable BasetenModel model) throws ProviderUnavailableException {
        if (settings.hasToken()) {
            RestAnswer secret = api.putSecret(settings.hfSecret(), settings.hfToken());
            if (!secret.isOk()) {
                return BasetenRefusals.refused(secret);
            }
        }
        RestAnswer place = api.prepareUpload(prepared(name, truss, model));
        if (!place.isOk()) {
            return BasetenRefusals.refused(place);
        }
        upload.put(place.json(), TarArchive.of("config.yaml", truss.yaml()));
        ObjectNode source = JsonNodeFactory.instance.objectNode().put("kind", "model_archive");
        source.put("s3_key", place.json().path("s3_key").asText()).set("deployment", truss.payload());
        RestAnswer made =
                model == null ? api.createModel(source.put("name", name)) : api.createDeployment(model.id(), source);
        if (!made.isOk()) {
            return BasetenRefusals.refused(made);
        }
        String id = made.json().path("model").path("id").asText(model == null ? "" : model.id());
        return new DeployOutcome.InProgress("building the deployment", Map.of(BasetenLookup.MODEL, id));
    }

    private static ObjectNode prepared(String name, Truss truss, @Nullable BasetenModel model) {
        ObjectNode body = JsonNodeFactory.instance.objectNode().put("dry_run", false);
        body.set("deployment", truss.payload());
        return model == null ? body.put("name", name) : body.put("model_id", model.id());
    }
}
