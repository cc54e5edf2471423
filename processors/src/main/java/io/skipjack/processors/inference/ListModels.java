package io.skipjack.processors.inference;

import io.skipjack.domain.deployment.Deployment;
import io.skipjack.openai.ModelsJson;
import io.skipjack.openai.OpenAiErrors;
import io.skipjack.openai.OpenAiException;
import io.skipjack.openai.ServedModel;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** Answers {@code /v1/models} and {@code /v1/models/ID} for the deployments the caller may use. */
public final class ListModels implements Processor {
    private static final String PATH = "/v1/models";

    private final DeploymentBook deployments;

    public ListModels(DeploymentBook deployments) {
        this.deployments = deployments;
    }

    @Override
    public void process(Exchange exchange) throws OpenAiException {
        Inference inference = Inference.of(exchange);
        RequestHead head = inference.head();
        if (!head.method().equals("GET")) {
            throw new OpenAiException(OpenAiErrors.methodNotAllowed(head.method(), head.path()));
        }
        List<String> models = deployments.all().stream()
                .filter(d -> d.isPublic() || inference.keyId() != null)
                .map(Deployment::model)
                .sorted()
                .toList();
        exchange.getMessage().setBody(answer(head.path(), models));
    }

    private static byte[] answer(String path, List<String> models) throws OpenAiException {
        if (path.equals(PATH)) {
            return ModelsJson.list(models.stream().map(ListModels::served).toList());
        }
        if (!path.startsWith(PATH + "/") || path.length() == PATH.length() + 1) {
            throw new OpenAiException(OpenAiErrors.pathNotFound("GET", path));
        }
        String id = decode(path.substring(PATH.length() + 1));
        if (!models.contains(id)) {
            throw new OpenAiException(OpenAiErrors.modelNotFound(id, models));
        }
        return ModelsJson.one(served(id));
    }

    /** A model has no birthday here: the epoch, as many servers say it. */
    private static ServedModel served(String model) {
        return new ServedModel(model, Instant.EPOCH, "skipjack");
    }

    private static String decode(String segment) {
        try {
            return URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException malformed) {
            return segment;
        }
    }
}
