package io.skipjack.provider.azure;

import io.skipjack.domain.serverless.EndpointNames;
import io.skipjack.provider.spi.EngineImage;
import io.skipjack.provider.spi.ProviderKey;
import io.skipjack.provider.spi.ProviderSettings;
import io.skipjack.provider.spi.RestClient;
import java.util.Arrays;
import java.util.List;

/**
 * What Azure must know of the account.
 *
 * @param subscription its id
 * @param resourceGroup that everything is made in; it must be there
 * @param region in Azure's short form, such as {@code westus3}
 * @param environment an environment of the user's own; empty for one that is made and ended with the last app in it
 * @param image of the engine
 * @param hfToken for gated models; empty for none
 * @param allowFrom networks that are let in, as CIDR; empty for all
 * @param scheme of endpoints: that of Azure's own API
 */
record AzureSettings(
        String subscription,
        String resourceGroup,
        String region,
        String environment,
        String image,
        String hfToken,
        List<String> allowFrom,
        String scheme) {
    static final String VERSION = "api-version=2025-07-01";

    static final List<ProviderKey> KEYS = List.of(
            ProviderKey.plain("tenant-id", "", "AZURE_TENANT_ID", "Id of the tenant (directory)"),
            ProviderKey.plain("client-id", "", "AZURE_CLIENT_ID", "Id of the service principal (app registration)"),
            ProviderKey.secret("client-secret", "AZURE_CLIENT_SECRET", "Secret of the service principal"),
            ProviderKey.plain("subscription-id", "", "AZURE_SUBSCRIPTION_ID", "Id of the subscription that pays"),
            ProviderKey.plain(
                    "resource-group", "skipjack", "AZURE_RESOURCE_GROUP", "Resource group to use; it must be there"),
            ProviderKey.plain("region", "westus3", "AZURE_LOCATION", "Region with serverless GPUs, in short form"),
            ProviderKey.plain(
                    "environment",
                    "",
                    "Container Apps environment of your own, with a GPU profile; empty: one is made and ended with the"
                            + " last app in it"),
            ProviderKey.plain("image", EngineImage.DEFAULT, "Container image of vLLM"),
            ProviderKey.secret("hf-token", "HF_TOKEN", "Hugging Face token for gated models"),
            ProviderKey.plain(
                    "allow-from",
                    "",
                    "Networks that reach endpoints, as CIDR with commas, such as 203.0.113.7/32; empty for all. A"
                            + " request without the key is turned away only by the engine, and wakes it"),
            ProviderKey.plain("endpoint", "https://management.azure.com", "Azure Resource Manager"),
            ProviderKey.plain("login-endpoint", "https://login.microsoftonline.com", "Microsoft Entra ID"),
            ProviderKey.plain("prices-endpoint", "https://prices.azure.com", "Azure's retail prices"));

    static AzureSettings of(ProviderSettings settings) {
        return new AzureSettings(
                settings.text("subscription-id"),
                settings.text("resource-group"),
                settings.text("region"),
                settings.text("environment"),
                settings.text("image"),
                settings.text("hf-token"),
                Arrays.stream(settings.text("allow-from").split("[,\\s]+"))
                        .filter(each -> !each.isEmpty())
                        .toList(),
                settings.uri("endpoint").getScheme());
    }

    boolean hasOwnEnvironment() {
        return !environment.isEmpty();
    }

    /** The one for a GPU: profiles of an environment are chosen when it is made, and not every region has both. */
    String environmentName(String owner, AzureGpu gpu) {
        return hasOwnEnvironment() ? environment : "%senv-%s".formatted(EndpointNames.prefix(owner), gpu.word());
    }

    /** The tag that all of an owner's bear. */
    static String ownerTag(String owner) {
        return EndpointNames.mark(owner);
    }

    String group() {
        return "/subscriptions/%s/resourceGroups/%s"
                .formatted(RestClient.segment(subscription), RestClient.segment(resourceGroup));
    }

    /** Of an environment, as ARM's id. */
    String environmentId(String name) {
        return group() + "/providers/Microsoft.App/managedEnvironments/" + RestClient.segment(name);
    }

    /** Of an app, as ARM's id. */
    String appId(String name) {
        return group() + "/providers/Microsoft.App/containerApps/" + RestClient.segment(name);
    }

    static String versioned(String id) {
        return id + "?" + VERSION;
    }
}
