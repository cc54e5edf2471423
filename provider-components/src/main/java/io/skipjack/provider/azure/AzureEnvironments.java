package io.skipjack.provider.azure;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.skipjack.domain.provider.ProviderUnavailableException;
import io.skipjack.domain.serverless.DeployOutcome;
import io.skipjack.domain.serverless.EndpointRef;
import io.skipjack.domain.serverless.EndpointRequest;
import io.skipjack.provider.spi.RestAnswer;
import io.skipjack.provider.spi.RestClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The environments that apps live in: one of an owner for each GPU, made with the first app and ended with the last, for
 * making one takes half an hour. Until the app is there for which it was made, its tag {@code skipjack-for} keeps others
 * from ending it; that app's own destroy ends it or, when others are in it by then, takes the tag off. An environment that
 * the user named, or that bears no tag of ours, is never ended.
 */
final class AzureEnvironments {
    private static final String FOR = "skipjack-for";
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final AzureSettings settings;
    private final RestClient arm;
    private final AzureRefusals refusals;

    AzureEnvironments(AzureSettings settings, RestClient arm) {
        this.settings = settings;
        this.arm = arm;
        this.refusals = new AzureRefusals(settings);
    }

    /** One step towards an environment for that request; empty when it is there. */
    Optional<DeployOutcome> step(EndpointRequest request, AzureGpu gpu) throws ProviderUnavailableException {
        String name = settings.environmentName(request.owner(), gpu);
        RestAnswer found = arm.get(AzureSettings.versioned(settings.environmentId(name)));
        if (found.isAbsent() && settings.hasOwnEnvironment()) {
            return Optional.of(AzureRefusals.fatal(
                    "ResourceNotFound",
                    "there is no environment %s in resource group %s; make it or leave skipjack.providers.azure.environment out"
                            .formatted(name, settings.resourceGroup())));
        }
        if (found.isAbsent() && !AzureRefusals.code(found).equals("ResourceGroupNotFound")) {
            return Optional.of(
                    asked(arm.put(AzureSettings.versioned(settings.environmentId(name)), body(request, gpu))));
        }
        if (!found.isOk()) {
            return Optional.of(refusals.of(found));
        }
        AzureApp environment = new AzureApp(found.json());
        return switch (environment.state()) {
            case READY -> Optional.empty();
            case WORKING ->
                Optional.of(new DeployOutcome.InProgress("waiting for the environment, which takes half an hour"));
            case GOING -> Optional.of(new DeployOutcome.InProgress("waiting until the old environment is gone"));
            case FAILED ->
                Optional.of(refusals.of(
                        "EnvironmentFailed",
                        environment.json().at("/properties/deploymentErrors").asText("it gives no reason")));
        };
    }

    private DeployOutcome asked(RestAnswer answer) {
        if (answer.isOk() || answer.isConflict()) {
            return new DeployOutcome.InProgress("creating the environment, which takes half an hour");
        }
        return refusals.of(answer);
    }

    /** Without counts: a GPU's profile knows none (terraform-provider-azurerm issue 31763). */
    private ObjectNode body(EndpointRequest request, AzureGpu gpu) {
        ObjectNode body = JSON.objectNode().put("location", settings.region());
        body.putObject("tags")
                .put("managed-by", "skipjack")
                .put(AppBody.OWNER, AzureSettings.ownerTag(request.owner()))
                .put(FOR, request.name());
        ObjectNode properties = body.putObject("properties").put("zoneRedundant", false);
        ArrayNode profiles = properties.putArray("workloadProfiles");
        profiles.addObject().put("name", "Consumption").put("workloadProfileType", "Consumption");
        profiles.addObject().put("name", gpu.word()).put("workloadProfileType", gpu.profileType());
        return body;
    }

    /** Ends those of ours that nobody needs now that this endpoint's app is gone; what is left of them. */
    List<String> tidy(EndpointRef endpoint) throws ProviderUnavailableException {
        List<String> left = new ArrayList<>();
        if (settings.hasOwnEnvironment()) {
            return left;
        }
        for (AzureGpu gpu : AzureGpu.values()) {
            String name = settings.environmentName(endpoint.owner(), gpu);
            RestAnswer found = arm.get(AzureSettings.versioned(settings.environmentId(name)));
            String rest = found.isAbsent() ? null : tidy(endpoint, name, found);
            if (rest != null) {
                left.add("environment %s (%s)".formatted(name, rest));
            }
        }
        return left;
    }

    private @Nullable String tidy(EndpointRef endpoint, String name, RestAnswer found)
            throws ProviderUnavailableException {
        if (!found.isOk()) {
            return found.words();
        }
        AzureApp environment = new AzureApp(found.json());
        String madeFor = environment.tag(FOR);
        boolean isItsOwn = madeFor.equals(endpoint.name());
        if (!environment.isOf(endpoint.owner()) || !(madeFor.isEmpty() || isItsOwn)) {
            return null;
        }
        if (environment.state() == AzureApp.State.GOING) {
            return "being deleted";
        }
        if (!appsIn(name).isEmpty()) {
            return isItsOwn ? untag(environment, name) : null;
        }
        if (environment.state() == AzureApp.State.WORKING) {
            return "still being made";
        }
        RestAnswer gone = arm.delete(AzureSettings.versioned(settings.environmentId(name)));
        if (gone.isAbsent()) {
            return null;
        }
        return gone.isOk() ? "being deleted" : gone.words();
    }

    private List<AzureApp> appsIn(String environment) throws ProviderUnavailableException {
        String id = settings.environmentId(environment);
        return new AzureApps(settings, arm)
                .all().stream().filter(app -> app.isIn(id)).toList();
    }

    /** It belongs to all in it from now on. */
    private @Nullable String untag(AzureApp environment, String name) throws ProviderUnavailableException {
        ObjectNode tags = JSON.objectNode();
        environment.json().path("tags").properties().stream()
                .filter(tag -> !tag.getKey().equals(FOR))
                .forEach(tag -> tags.set(tag.getKey(), tag.getValue()));
        ObjectNode body = JSON.objectNode().put("location", settings.region());
        body.set("tags", tags);
        RestAnswer answer = arm.patch(AzureSettings.versioned(settings.environmentId(name)), body);
        return answer.isOk() ? null : answer.words();
    }
}
