package io.skipjack.provider.azure;

import com.fasterxml.jackson.databind.JsonNode;
import io.skipjack.domain.market.GpuChoice;
import io.skipjack.domain.provider.Finding;
import io.skipjack.domain.provider.ProviderUnavailableException;
import io.skipjack.provider.spi.RestAnswer;
import io.skipjack.provider.spi.RestClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Looks the subscription over; only reads. */
final class AzureCheck {
    private static final String RESOURCES = "api-version=2021-04-01";

    private final AzureSettings settings;
    private final RestClient arm;
    private final AzureRefusals refusals;
    private final List<Finding> findings = new ArrayList<>();

    AzureCheck(AzureSettings settings, RestClient arm) {
        this.settings = settings;
        this.arm = arm;
        this.refusals = new AzureRefusals(settings);
    }

    List<Finding> findings(@Nullable GpuChoice gpu) {
        AzureGpu known = gpu == null ? null : AzureGpu.of(gpu).orElse(null);
        if (gpu != null && known == null) {
            findings.add(Finding.fail("gpu", AzureGpu.impossible(gpu), "choose one that Azure Container Apps has"));
        }
        try {
            if (isLetIn() && isRegistered()) {
                for (AzureGpu each : known == null ? AzureGpu.values() : new AzureGpu[] {known}) {
                    profile(each);
                    quota(each);
                }
            }
        } catch (ProviderUnavailableException unknown) {
            findings.add(Finding.fail(
                    "api", String.valueOf(unknown.getMessage()), "try again, or look at https://status.azure.com"));
        }
        return List.copyOf(findings);
    }

    private boolean isLetIn() throws ProviderUnavailableException {
        RestAnswer answer = arm.get(settings.group() + "?" + RESOURCES);
        if (answer.isDenied()) {
            findings.add(Finding.fail("credentials", answer.message(), refusals.access(answer)));
            return false;
        }
        findings.add(Finding.pass("credentials", "Microsoft Entra ID knows the service principal"));
        if (!answer.isOk()) {
            findings.add(Finding.fail("resource group", answer.message(), refusals.makeGroup()));
            return false;
        }
        findings.add(Finding.pass("resource group", settings.resourceGroup() + " is there"));
        return true;
    }

    private boolean isRegistered() throws ProviderUnavailableException {
        RestAnswer answer = arm.get("/subscriptions/%s/providers/Microsoft.App?%s"
                .formatted(RestClient.segment(settings.subscription()), RESOURCES));
        String state = answer.json().path("registrationState").asText(answer.message());
        boolean good = answer.isOk() && state.equals("Registered");
        findings.add(
                good
                        ? Finding.pass("resource provider", "Microsoft.App is registered")
                        : Finding.fail(
                                "resource provider",
                                "Microsoft.App is not registered: " + state,
                                "run az provider register --namespace Microsoft.App"));
        return good;
    }

    private String inRegion(String what) {
        return AzureSettings.versioned("/subscriptions/%s/providers/Microsoft.App/locations/%s/%s"
                .formatted(RestClient.segment(settings.subscription()), RestClient.segment(settings.region()), what));
    }

    private void profile(AzureGpu gpu) throws ProviderUnavailableException {
        RestAnswer answer = arm.get(inRegion("availableManagedEnvironmentsWorkloadProfileTypes"));
        boolean sold = false;
        for (JsonNode type : answer.json().path("value")) {
            sold |= type.path("name").asText().equalsIgnoreCase(gpu.profileType());
        }
        findings.add(
                sold
                        ? Finding.pass("gpu", "%s has %s".formatted(settings.region(), gpu.profileType()))
                        : Finding.fail(
                                "gpu",
                                "%s has no %s".formatted(settings.region(), gpu.profileType()),
                                "set skipjack.providers.azure.region to a region with serverless GPUs, such as westus3"
                                        + " or swedencentral"));
    }

    /** {@code ...ConsumptionT4Gpus} and {@code ...NCA100Gpus} among the usages of the region, where Azure lists them. */
    private void quota(AzureGpu gpu) throws ProviderUnavailableException {
        RestAnswer answer = arm.get(inRegion("usages"));
        String word = gpu.word() + "gpus";
        for (JsonNode usage : answer.json().path("value")) {
            String name = usage.at("/name/value").asText();
            if (name.toLowerCase(Locale.ROOT).endsWith(word)) {
                int free =
                        usage.path("limit").asInt() - usage.path("currentValue").asInt();
                findings.add(
                        free > 0
                                ? Finding.pass("quota", "%d more of %s may be used".formatted(free, name))
                                : Finding.fail(
                                        "quota",
                                        "no more of %s may be used".formatted(name),
                                        "ask for serverless GPUs in %s under Quotas in the Azure portal"
                                                .formatted(settings.region())));
                return;
            }
        }
        findings.add(Finding.warn(
                "quota",
                "Azure does not say how many GPUs of %s may be used".formatted(gpu.profileType()),
                "look under Quotas in the Azure portal"));
    }
}
