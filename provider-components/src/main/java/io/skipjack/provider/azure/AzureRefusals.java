package io.skipjack.provider.azure;

import com.fasterxml.jackson.databind.JsonNode;
import io.skipjack.domain.fleet.Refusal;
import io.skipjack.domain.serverless.DeployOutcome;
import io.skipjack.provider.spi.RestAnswer;
import java.util.regex.Pattern;

/**
 * What Azure's refusals mean, with the next step: {@code {"error":{"code","message"}}}. Quotas: {@code
 * MaxNumberOfGlobalEnvironmentsInSubExceeded} (microsoft/azure-container-apps issue 1648), {@code Maximum Allowed Cores
 * exceeded for the Managed Environment} (issue 1529). Capacity: {@code ManagedEnvironmentCapacityHeavyUsageError} and {@code
 * AKSCapacityHeavyUsage} of environments, {@code SkuNotAvailable} and {@code AllocationFailed} of machines.
 */
final class AzureRefusals {
    private static final Pattern CAPACITY = Pattern.compile(
            "(?i)capacity|heavy ?usage|SkuNotAvailable|AllocationFailed|not enough (gpus|resources)|resources? (is|are) not available");
    private static final Pattern QUOTA = Pattern.compile("(?i)quota|MaxNumberOf\\w+|maximum allowed \\w+ exceeded");

    private final AzureSettings settings;

    AzureRefusals(AzureSettings settings) {
        this.settings = settings;
    }

    /** Of a call. */
    DeployOutcome.Refused of(RestAnswer answer) {
        String code = code(answer);
        if (answer.isDenied()) {
            return fatal(code, answer.message() + "; " + access(answer));
        }
        if (code.equals("ResourceGroupNotFound")) {
            return fatal(code, answer.message() + "; " + makeGroup());
        }
        return of(code, answer.message());
    }

    /** Of an operation that went wrong after its call. */
    DeployOutcome.Refused of(String code, String words) {
        String all = code + " " + words;
        if (QUOTA.matcher(all).find()) {
            return new DeployOutcome.Refused(
                    Refusal.Kind.QUOTA,
                    code,
                    words
                            + "; ask for serverless GPUs in %s under Quotas in the Azure portal"
                                    .formatted(settings.region()));
        }
        if (CAPACITY.matcher(all).find()) {
            return new DeployOutcome.Refused(
                    Refusal.Kind.CAPACITY,
                    code,
                    words
                            + "; another region than %s may have one (skipjack.providers.azure.region)"
                                    .formatted(settings.region()));
        }
        return fatal(code, words);
    }

    static String code(RestAnswer answer) {
        JsonNode code = answer.json().at("/error/code");
        return code.isTextual() ? code.asText() : "HTTP " + answer.status();
    }

    static DeployOutcome.Refused fatal(String code, String words) {
        return new DeployOutcome.Refused(Refusal.Kind.FATAL, code, words);
    }

    /** What to do where we were not let in. */
    String access(RestAnswer answer) {
        return answer.status() == 401
                ? "check AZURE_TENANT_ID, AZURE_CLIENT_ID and AZURE_CLIENT_SECRET"
                : "run az role assignment create --role Contributor --assignee $AZURE_CLIENT_ID --scope "
                        + settings.group();
    }

    String makeGroup() {
        return "run az group create --name %s --location %s".formatted(settings.resourceGroup(), settings.region());
    }
}
