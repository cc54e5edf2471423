package io.skipjack.provider.cerebrium;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.skipjack.domain.fleet.Refusal;
import io.skipjack.domain.provider.ProviderUnavailableException;
import io.skipjack.domain.serverless.AccessHeaders;
import io.skipjack.domain.serverless.DeployOutcome;
import io.skipjack.domain.serverless.EndpointRequest;
import io.skipjack.provider.spi.ChildProcess;
import io.skipjack.provider.spi.EndpointProbe;
import io.skipjack.provider.spi.ProgramAnswer;
import io.skipjack.provider.spi.RestAnswer;
import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;

/**
 * Deploys an app. Cerebrium's tool uploads it and leaves at once ({@code --detach}), so that nothing of ours has to live as
 * long as the build; what became of the upload and the build is asked of the API. The revision is written into the app's
 * secrets after the upload: an app without it was not deployed to the end, and is deployed again.
 *
 * @param api asked
 * @param tool uploads
 * @param timeout of an upload
 * @param hfToken for the engine; empty for none
 */
record CerebriumDeploy(CerebriumApi api, ChildProcess tool, Duration timeout, String hfToken) {
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    DeployOutcome deploy(EndpointRequest request, Map<String, String> files, Endpoint endpoint)
            throws ProviderUnavailableException {
        String name = request.name();
        RestAnswer before = api.app(name);
        if (before.isDenied()) {
            return new DeployOutcome.Refused(CerebriumTrouble.denied());
        }
        if (before.isOk() && request.revision().equals(revision(name))) {
            return progress(before.json(), endpoint);
        }
        if (!before.isOk() && !before.isAbsent()) {
            return new DeployOutcome.Refused(CerebriumTrouble.fatal("http-" + before.status(), before.message()));
        }
        return upload(request, files, before);
    }

    private String revision(String name) throws ProviderUnavailableException {
        return CerebriumApi.grantedOrAbsent("reading the revision of " + name, api.secrets(name))
                .json()
                .path(CerebriumApi.REVISION)
                .asText();
    }

    private DeployOutcome upload(EndpointRequest request, Map<String, String> files, RestAnswer before)
            throws ProviderUnavailableException {
        String name = request.name();
        ProgramAnswer said = tool.run(timeout, files, "deploy", "-y", "--detach", "--no-color");
        RestAnswer after = api.app(name);
        if (!after.isOk() || build(after).equals(build(before))) {
            Refusal refusal = CerebriumTrouble.refusal(said);
            if (refusal == null) {
                throw new ProviderUnavailableException("deploying %s on cerebrium, %s"
                        .formatted(name, said.message().isEmpty() ? "exit code " + said.exitCode() : said.message()));
            }
            return new DeployOutcome.Refused(refusal);
        }
        ObjectNode secrets = JsonNodeFactory.instance.objectNode().put(CerebriumApi.REVISION, request.revision());
        if (!hfToken.isEmpty()) {
            secrets.put("HF_TOKEN", hfToken);
        }
        CerebriumApi.granted("writing the revision of " + name, api.setSecrets(name, secrets));
        return new DeployOutcome.InProgress("building the image");
    }

    /** Changes with every upload that arrived; empty when there is no app. */
    private static String build(RestAnswer app) {
        return app.isOk()
                ? app.json().path("latestBuildId").asText() + "@"
                        + app.json().path("updatedAt").asText()
                : "";
    }

    /** The statuses at which a build ends are those of {@code IsTerminalStatus} in the tool's source. */
    private static DeployOutcome progress(JsonNode app, Endpoint endpoint) throws ProviderUnavailableException {
        String status = app.path("lastBuildStatus").asText().toLowerCase(Locale.ROOT);
        return switch (status) {
            case "success", "ready" -> routed(endpoint);
            case "build_failure", "init_failure", "failure", "init_timeout", "cancelled" ->
                new DeployOutcome.Refused(CerebriumTrouble.fatal(
                        status,
                        "the build on Cerebrium ended with %s: its log is at https://dashboard.cerebrium.ai"
                                .formatted(status)));
            default -> new DeployOutcome.InProgress("building the image");
        };
    }

    /** For 5 to 10 s after a build requests meet a 404 (tandemn-tuna issue 29): not ours to pass on. */
    private static DeployOutcome routed(Endpoint endpoint) throws ProviderUnavailableException {
        int status =
                EndpointProbe.get("cerebrium", URI.create(endpoint.url() + "/health"), endpoint.access(), PATIENCE);
        if (status == 401 || status == 403) {
            return new DeployOutcome.Refused(CerebriumTrouble.fatal(
                    "inference-key",
                    "the endpoint does not accept the key: set CEREBRIUM_API_KEY to one of this project"));
        }
        return status == 404
                ? new DeployOutcome.InProgress("waiting to be routed")
                : new DeployOutcome.Deployed(URI.create(endpoint.url() + "/v1"), Map.of());
    }

    /**
     * Where an app's requests go.
     *
     * @param url of the app, without a slash at its end
     * @param access lets us in
     */
    record Endpoint(String url, AccessHeaders access) {}
}
