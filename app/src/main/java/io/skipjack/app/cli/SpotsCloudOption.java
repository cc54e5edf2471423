package io.skipjack.app.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** {@code --spots-cloud NAME}, which has one answer so far. */
final class SpotsCloudOption {
    @Option(
            names = "--spots-cloud",
            paramLabel = "NAME",
            defaultValue = ProviderChecks.AWS,
            description = "Whose spot GPUs: " + ProviderChecks.AWS + "; default: ${DEFAULT-VALUE}.")
    private String cloud = ProviderChecks.AWS;

    /** What is wrong with it, in one sentence; null for nothing. */
    @Nullable
    String mistake() {
        return cloud.equals(ProviderChecks.AWS)
                ? null
                : "--spots-cloud takes %s, not %s: there is no other spot cloud yet"
                        .formatted(ProviderChecks.AWS, cloud);
    }
}
