package io.skipjack.provider.cloudrun;

import io.skipjack.provider.spi.EngineImage;
import io.skipjack.provider.spi.ProviderKey;
import io.skipjack.provider.spi.ProviderSettings;
import java.util.List;

/**
 * What Cloud Run must know of the account.
 *
 * @param project its id
 * @param region where services are made
 * @param credentialsFile key of a service account, or any file of Google's kinds; empty for none
 * @param machineIdentity whether, without a file, the machine's own identity is used
 * @param runtimeAccount the service account that engines run as; empty for the project's default
 * @param image of the engine
 * @param hfToken for gated models; empty for none
 * @param hfTokenSecret name of the secret in Secret Manager that holds one; empty for none
 */
record CloudRunSettings(
        String project,
        String region,
        String credentialsFile,
        boolean machineIdentity,
        String runtimeAccount,
        String image,
        String hfToken,
        String hfTokenSecret) {

    static final List<ProviderKey> KEYS = List.of(
            ProviderKey.plain(
                    "credentials-file",
                    "",
                    "GOOGLE_APPLICATION_CREDENTIALS",
                    "File with a service account's key (JSON), or another of Google's credential files"),
            ProviderKey.plain(
                    "machine-identity",
                    "false",
                    "Whether, without a credentials-file, the identity of the machine is used (Application Default"
                            + " Credentials): true or false"),
            ProviderKey.plain("project", "", "GOOGLE_CLOUD_PROJECT", "Id of the project that pays"),
            ProviderKey.plain("region", "us-central1", "CLOUDSDK_RUN_REGION", "Region that services are made in"),
            ProviderKey.plain(
                    "runtime-service-account", "", "Service account engines run as; empty for the project's default"),
            ProviderKey.plain("image", EngineImage.DEFAULT, "Container image of vLLM"),
            ProviderKey.secret(
                    "hf-token",
                    "HF_TOKEN",
                    "Hugging Face token for gated models; who may read the service can read it, which hf-token-secret"
                            + " avoids"),
            ProviderKey.plain(
                    "hf-token-secret", "", "Name of a secret in Secret Manager that holds the Hugging Face token"),
            ProviderKey.plain("endpoint", "https://run.googleapis.com", "Cloud Run's Admin API"),
            ProviderKey.plain("logging-endpoint", "https://logging.googleapis.com", "Cloud Logging's API"),
            ProviderKey.plain("monitoring-endpoint", "https://monitoring.googleapis.com", "Cloud Monitoring's API"),
            ProviderKey.plain("billing-endpoint", "https://cloudbilling.googleapis.com", "Cloud Billing's API"));

    static CloudRunSettings of(ProviderSettings settings) {
        return new CloudRunSettings(
                settings.text("project"),
                settings.text("region"),
                settings.text("credentials-file"),
                settings.text("machine-identity").equals("true"),
                settings.text("runtime-service-account"),
                settings.text("image"),
                settings.text("hf-token"),
                settings.text("hf-token-secret"));
    }

    /** What all services are in. */
    String parent() {
        return "/v2/projects/%s/locations/%s".formatted(project, region);
    }
}
