package io.skipjack.processors.inference;

import io.skipjack.openai.OpenAiErrors;
import io.skipjack.openai.OpenAiException;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.jspecify.annotations.Nullable;

/**
 * Checks the API key, sent as {@code Authorization: Bearer} or {@code x-api-key}. A wrong key is refused even where none
 * is needed; no key passes only while some deployment is public, and {@link ReadInferenceRequest} then checks that it is
 * the one asked for.
 */
public final class AuthenticateCaller implements Processor {
    private static final String BEARER = "bearer ";

    private final KeyCheck keys;
    private final DeploymentBook deployments;

    public AuthenticateCaller(KeyCheck keys, DeploymentBook deployments) {
        this.keys = keys;
        this.deployments = deployments;
    }

    @Override
    public void process(Exchange exchange) throws OpenAiException {
        Inference inference = Inference.of(exchange);
        String presented = presented(inference.head());
        if (presented == null) {
            if (deployments.all().stream().noneMatch(d -> d.isPublic())) {
                throw new OpenAiException(OpenAiErrors.unauthorized());
            }
            return;
        }
        String id = keys.keyId(presented);
        if (id == null) {
            throw new OpenAiException(OpenAiErrors.unauthorized());
        }
        inference.authenticatedAs(id);
    }

    private static @Nullable String presented(RequestHead head) {
        String authorization = head.header("authorization");
        if (authorization != null) {
            boolean bearer = authorization.regionMatches(true, 0, BEARER, 0, BEARER.length());
            return bearer ? authorization.substring(BEARER.length()).strip() : "";
        }
        String key = head.header("x-api-key");
        return key == null ? null : key.strip();
    }
}
