package io.skipjack.provider.azure;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.skipjack.domain.provider.ProviderUnavailableException;
import io.skipjack.domain.serverless.EndpointPhase;
import io.skipjack.domain.serverless.EndpointSight;
import io.skipjack.provider.spi.RestAnswer;
import io.skipjack.provider.spi.RestClient;
import io.skipjack.provider.spi.RestPages;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The container apps of the resource group, and what belongs to one. */
final class AzureApps {
    private final AzureSettings settings;
    private final RestClient arm;

    AzureApps(AzureSettings settings, RestClient arm) {
        this.settings = settings;
        this.arm = arm;
    }

    RestAnswer get(String name) throws ProviderUnavailableException {
        return arm.get(AzureSettings.versioned(settings.appId(name)));
    }

    /** Null when it is not there. */
    @Nullable
    AzureApp find(String name) throws ProviderUnavailableException {
        RestAnswer answer = get(name);
        if (answer.isAbsent()) {
            return null;
        }
        return new AzureApp(granted("looking at " + name, answer));
    }

    List<AzureApp> all() throws ProviderUnavailableException {
        List<AzureApp> apps = new ArrayList<>();
        String path = AzureSettings.versioned(settings.group() + "/providers/Microsoft.App/containerApps");
        RestPages.follow(
                path,
                page -> {
                    RestAnswer answer = arm.get(page);
                    if (answer.isAbsent()) {
                        return "";
                    }
                    JsonNode list = granted("listing apps", answer);
                    list.path("value").forEach(each -> apps.add(new AzureApp(each)));
                    return list.path("nextLink").asText("");
                },
                "listing apps of Azure");
        return apps;
    }

    /** The key that an app's engine wants; empty when it has none. */
    String key(String name) throws ProviderUnavailableException {
        RestAnswer answer = arm.post(
                AzureSettings.versioned(settings.appId(name) + "/listSecrets"), JsonNodeFactory.instance.objectNode());
        for (JsonNode secret : granted("reading the key of " + name, answer).path("value")) {
            if (secret.path("name").asText().equals(AppBody.KEY_SECRET)) {
                return secret.path("value").asText();
            }
        }
        return "";
    }

    /** Why the newest revision is not there, in Azure's words. */
    String trouble(String name) throws ProviderUnavailableException {
        RestAnswer answer = arm.get(AzureSettings.versioned(settings.appId(name) + "/revisions"));
        String newest = "";
        String words = "";
        for (JsonNode revision : answer.json().path("value")) {
            String made = revision.at("/properties/createdTime").asText();
            String error = revision.at("/properties/provisioningError").asText();
            if (!error.isEmpty() && made.compareTo(newest) >= 0) {
                newest = made;
                words = error;
            }
        }
        return words.isEmpty() ? "its provisioning failed without a reason; see its revisions in the portal" : words;
    }

    /** Looks at the replicas, which wakes none; a revision that was just replaced has none. */
    EndpointSight sight(AzureApp app) throws ProviderUnavailableException {
        String path = "%s/revisions/%s/replicas".formatted(settings.appId(app.name()), app.revision());
        RestAnswer answer = arm.get(AzureSettings.versioned(path));
        if (answer.isAbsent()) {
            return new EndpointSight(EndpointPhase.COLD, 0, "");
        }
        int running = 0;
        boolean ready = false;
        for (JsonNode replica :
                granted("looking at replicas of " + app.name(), answer).path("value")) {
            if (replica.at("/properties/runningState").asText().equals("NotRunning")
                    && replica.at("/properties/containers").isEmpty()) {
                continue;
            }
            running++;
            for (JsonNode container : replica.at("/properties/containers")) {
                ready |= container.path("ready").asBoolean();
            }
        }
        EndpointPhase phase = ready ? EndpointPhase.READY : running > 0 ? EndpointPhase.STARTING : EndpointPhase.COLD;
        return new EndpointSight(phase, running, "");
    }

    private static JsonNode granted(String doing, RestAnswer answer) throws ProviderUnavailableException {
        return answer.granted(doing + " at Azure").json();
    }
}
