package io.skipjack.provider.baseten;

import io.skipjack.domain.provider.ProviderUnavailableException;
import io.skipjack.domain.serverless.DestroyOutcome;
import io.skipjack.provider.spi.RestAnswer;
import java.util.ArrayList;
import java.util.List;

/**
 * Deletes the models of a name, with all their deployments. An archive that was uploaded and never committed is not ours to
 * delete, and costs us nothing.
 */
final class BasetenDestroy {
    private final BasetenApi api;

    BasetenDestroy(BasetenApi api) {
        this.api = api;
    }

    DestroyOutcome destroy(String name) {
        List<String> left = new ArrayList<>();
        try {
            for (BasetenModel each :
                    BasetenModel.named(name, BasetenApi.items(api.listModels(name), BasetenApi.MODELS))) {
                delete(each, left);
            }
        } catch (ProviderUnavailableException unknown) {
            left.add("model %s (%s)".formatted(name, unknown.getMessage()));
        }
        return new DestroyOutcome(left);
    }

    private void delete(BasetenModel model, List<String> left) {
        try {
            RestAnswer answer = api.deleteModel(model.id());
            if (!answer.isOk() && !answer.isAbsent()) {
                left.add("model %s (%s)".formatted(model.id(), answer.words()));
            }
        } catch (ProviderUnavailableException unknown) {
            left.add("model %s (%s)".formatted(model.id(), unknown.getMessage()));
        }
    }
}
