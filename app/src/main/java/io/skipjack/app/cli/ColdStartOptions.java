package io.skipjack.app.cli;

import io.skipjack.app.config.HttpUrl;
import io.skipjack.app.deployments.ScalingPolicyFile;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The flags of {@code bench cold-start}. */
final class ColdStartOptions {
    private static final int MOST_RUNS = 100;

    @Option(
            names = "--providers",
            paramLabel = "NAME",
            split = ",",
            description = "Whose cold starts: serverless providers, and aws for a spot fleet of one. Default: all"
                    + " serverless ones that there is a credential for and that sell the GPU.")
    List<String> providers = List.of();

    @Option(
            names = "--gpu",
            paramLabel = "GPU",
            defaultValue = "L4",
            description = "What it runs on; see: skipjack show-gpus. Default: ${DEFAULT-VALUE}.")
    String gpu = "L4";

    @Option(
            names = "--model",
            paramLabel = "MODEL",
            defaultValue = "Qwen/Qwen3-0.6B",
            description = "What is served meanwhile; nothing that is deployed already. Default: ${DEFAULT-VALUE}.")
    String model = "Qwen/Qwen3-0.6B";

    @Option(
            names = "--runs",
            paramLabel = "N",
            defaultValue = "1",
            description = "How often at each, one after another. Default: ${DEFAULT-VALUE}.")
    int runs = 1;

    @Option(
            names = "--keep",
            description = "Leaves the deployments there; then --runs is 1, and one provider is named.")
    boolean keep;

    @Mixin
    final ApiKeyOption key = new ApiKeyOption();

    @Option(names = "--url", paramLabel = "URL", description = "Where clients ask; default: as the router says.")
    @Nullable
    URI url;

    @Option(
            names = "--timeout",
            paramLabel = "TIME",
            converter = TypedDuration.class,
            defaultValue = "30m",
            description = "Of one run, until the answer is whole; then it is destroyed. Default: ${DEFAULT-VALUE}.")
    Duration timeout = Duration.ofMinutes(30);

    /** What is wrong with them, in one sentence; null for nothing. */
    @Nullable
    String mistake() {
        if (runs < 1 || runs > MOST_RUNS) {
            return "--runs takes 1 to " + MOST_RUNS + ", not " + runs;
        }
        if (keep && (runs > 1 || providers.size() != 1)) {
            return "--keep takes one provider and one run: two deployments of one model cannot be kept";
        }
        if (timeout.isZero()) {
            return "--timeout takes a time above 0";
        }
        return url == null || HttpUrl.isWithoutLogin(url)
                ? null
                : "--url takes a URL such as http://127.0.0.1:8080/v1, without user and password";
    }

    /** A deployment of nothing but this provider. */
    DeploymentDraft draft(@Nullable String provider, String name) {
        DeployOptions deploy = new DeployOptions();
        deploy.model = model;
        deploy.gpu = gpu;
        deploy.name = name;
        if (ProviderChecks.AWS.equals(provider)) {
            deploy.spotOnly = true;
            deploy.noScaleToZero = true;
            deploy.maxReplicas = 1;
        } else {
            deploy.serverlessOnly = true;
            deploy.providers = provider == null ? List.of() : List.of(provider);
        }
        return new DeploymentDraft(deploy, ScalingPolicyFile.NONE);
    }
}
