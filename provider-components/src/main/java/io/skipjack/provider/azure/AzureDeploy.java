package io.skipjack.provider.azure;

import io.skipjack.domain.provider.ProviderUnavailableException;
import io.skipjack.domain.serverless.DeployOutcome;
import io.skipjack.domain.serverless.EndpointRequest;
import io.skipjack.provider.spi.RestAnswer;
import io.skipjack.provider.spi.RestClient;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;

/**
 * One step of a deploy: look at the app of that name, and do what it lacks; first the environment, then the app. What ARM
 * accepted goes on without us, and the resource's {@code provisioningState} says how far it is
 * (learn.microsoft.com/azure/azure-resource-manager/management/async-operations), which a new instance can read too.
 */
final class AzureDeploy {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int KEY_BYTES = 32;

    private final AzureSettings settings;
    private final RestClient arm;
    private final AzureApps apps;
    private final AzureRefusals refusals;

    AzureDeploy(AzureSettings settings, RestClient arm) {
        this.settings = settings;
        this.arm = arm;
        this.apps = new AzureApps(settings, arm);
        this.refusals = new AzureRefusals(settings);
    }

    DeployOutcome step(EndpointRequest request, AzureGpu gpu) throws ProviderUnavailableException {
        RestAnswer found = apps.get(request.name());
        if (found.isAbsent()) {
            Optional<DeployOutcome> environment = new AzureEnvironments(settings, arm).step(request, gpu);
            return environment.isPresent() ? environment.get() : put(request, gpu, newKey());
        }
        if (!found.isOk()) {
            return refusals.of(found);
        }
        AzureApp app = new AzureApp(found.json());
        if (!app.isOf(request.owner())) {
            return AzureRefusals.fatal(
                    "Conflict",
                    "app %s is there and is not ours; delete it or rename the deployment".formatted(request.name()));
        }
        return switch (app.state()) {
            case GOING -> new DeployOutcome.InProgress("waiting until the old app is gone");
            case WORKING -> new DeployOutcome.InProgress("waiting for the app's first replica");
            case READY, FAILED ->
                app.tag(AppBody.REVISION).equals(request.revision()) ? settled(app) : changed(request, gpu, app);
        };
    }

    private DeployOutcome settled(AzureApp app) throws ProviderUnavailableException {
        if (app.state() == AzureApp.State.FAILED) {
            return refusals.of("ProvisioningFailed", apps.trouble(app.name()));
        }
        return app.authority().isEmpty()
                ? new DeployOutcome.InProgress("waiting for the app's address")
                : new DeployOutcome.Deployed(app.base(settings.scheme()), app.facts());
    }

    /** With the key it has: requests on their way bear it. Another GPU is another environment, so another app. */
    private DeployOutcome changed(EndpointRequest request, AzureGpu gpu, AzureApp app)
            throws ProviderUnavailableException {
        String environment = settings.environmentName(request.owner(), gpu);
        if (!app.isIn(settings.environmentId(environment))) {
            RestAnswer gone = arm.delete(AzureSettings.versioned(settings.appId(request.name())));
            return gone.isOk() || gone.isAbsent() || gone.isConflict()
                    ? new DeployOutcome.InProgress("deleting the app, which another GPU needs anew")
                    : refusals.of(gone);
        }
        String key = apps.key(request.name());
        return put(request, gpu, key.isEmpty() ? newKey() : key);
    }

    private DeployOutcome put(EndpointRequest request, AzureGpu gpu, String key) throws ProviderUnavailableException {
        RestAnswer answer = arm.put(
                AzureSettings.versioned(settings.appId(request.name())), new AppBody(settings, request, gpu).with(key));
        if (answer.isConflict()) {
            return new DeployOutcome.InProgress("waiting for another change of the app");
        }
        return answer.isOk()
                ? new DeployOutcome.InProgress("creating the app; its first replica starts")
                : refusals.of(answer);
    }

    private static String newKey() {
        byte[] bytes = new byte[KEY_BYTES];
        RANDOM.nextBytes(bytes);
        return "sk-" + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
