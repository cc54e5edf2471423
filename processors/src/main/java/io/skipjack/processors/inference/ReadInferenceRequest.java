package io.skipjack.processors.inference;

import io.skipjack.domain.deployment.Deployment;
import io.skipjack.domain.resume.ResumeEligibility;
import io.skipjack.domain.resume.ResumeRefusal;
import io.skipjack.openai.InferenceRequest;
import io.skipjack.openai.InferenceRequestReader;
import io.skipjack.openai.OpenAiErrors;
import io.skipjack.openai.OpenAiException;
import io.skipjack.openai.PathAllowlist;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.jspecify.annotations.Nullable;

/** Reads the request as far as routing needs and selects the deployment its model names. */
public final class ReadInferenceRequest implements Processor {
    /** A client that sends {@code off} wants its answer from one upstream or not at all. */
    public static final String RESUME_HEADER = "x-skipjack-resume";

    private static final Set<String> OFF = Set.of("off", "false", "no", "0");

    private final InferenceRequestReader reader;
    private final PathAllowlist paths;
    private final DeploymentBook deployments;
    private final ResumeSettings resume;

    public ReadInferenceRequest(
            InferenceRequestReader reader, PathAllowlist paths, DeploymentBook deployments, ResumeSettings resume) {
        this.resume = resume;
        this.reader = reader;
        this.paths = paths;
        this.deployments = deployments;
    }

    @Override
    public void process(Exchange exchange) throws OpenAiException {
        Inference inference = Inference.of(exchange);
        RequestHead head = inference.head();
        requirePost(head);
        InferenceRequest request =
                reader.read(head.path(), head.query(), head.header("content-type"), inference.takeBody());
        Deployment deployment = select(request.model(), inference.keyId() != null);
        if (inference.keyId() == null && !deployment.isPublic()) {
            throw new OpenAiException(OpenAiErrors.unauthorized());
        }
        inference.read(request, deployment);
        inference.resumeRefusal(resumeRefusal(inference));
    }

    private void requirePost(RequestHead head) throws OpenAiException {
        if (!head.method().equals("POST")) {
            throw new OpenAiException(
                    paths.operation(head.path()) == null
                            ? OpenAiErrors.pathNotFound(head.method(), head.path())
                            : OpenAiErrors.methodNotAllowed(head.method(), head.path()));
        }
    }

    private @Nullable ResumeRefusal resumeRefusal(Inference inference) {
        String header = inference.head().header(RESUME_HEADER);
        boolean unwanted = header != null && OFF.contains(header.strip().toLowerCase(Locale.ROOT));
        boolean off = !resume.enabled() || !inference.deployment().resumes() || unwanted;
        return off
                ? ResumeRefusal.SWITCHED_OFF
                : ResumeEligibility.refusal(inference.request().resume().request());
    }

    /** The usual request names a model that is served; only the others need the list of models. */
    private Deployment select(@Nullable String model, boolean withKey) throws OpenAiException {
        Deployment named = model == null ? null : deployments.serving(model);
        return named != null ? named : selectFrom(models(withKey), model);
    }

    /** With one deployment only, a request that names no model (tokenize, some audio clients) means that one. */
    private Deployment selectFrom(List<String> models, @Nullable String model) throws OpenAiException {
        String wanted = model == null && models.size() == 1 ? models.getFirst() : model;
        if (wanted == null) {
            throw new OpenAiException(OpenAiErrors.invalidRequest("The request must name a model.", "model"));
        }
        Deployment deployment = deployments.serving(wanted);
        if (deployment == null) {
            throw new OpenAiException(OpenAiErrors.modelNotFound(wanted, models));
        }
        return deployment;
    }

    private List<String> models(boolean withKey) {
        return deployments.all().stream()
                .filter(deployment -> withKey || deployment.isPublic())
                .map(Deployment::model)
                .sorted()
                .toList();
    }
}
