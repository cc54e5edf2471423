package io.skipjack.provider.runpod;

import io.skipjack.domain.provider.ProviderUnavailableException;
import io.skipjack.domain.serverless.DestroyOutcome;
import io.skipjack.provider.spi.RestAnswer;
import java.util.ArrayList;
import java.util.List;

/** Ends whatever bears a name: endpoints with their workers, and their secret. */
final class RunpodDestroy {
    private final RunpodApi api;
    private final boolean usesSecrets;

    /** @param usesSecrets false where no token is set: then a key that may not see secrets is good enough */
    RunpodDestroy(RunpodApi api, boolean usesSecrets) {
        this.api = api;
        this.usesSecrets = usesSecrets;
    }

    DestroyOutcome destroy(String name) {
        List<String> left = new ArrayList<>();
        endpoints(name, left);
        secrets(name, left);
        return new DestroyOutcome(left);
    }

    private void endpoints(String name, List<String> left) {
        List<RunpodEndpoint> named;
        try {
            named = api.named(name);
        } catch (ProviderUnavailableException unknown) {
            left.add("endpoint %s (%s)".formatted(name, unknown.getMessage()));
            return;
        }
        for (RunpodEndpoint each : named) {
            try {
                RestAnswer answer = api.deleteEndpoint(each.id());
                if (!answer.isOk() && !answer.isAbsent()) {
                    left.add("endpoint %s (%s)".formatted(each.id(), answer.words()));
                }
            } catch (ProviderUnavailableException unknown) {
                left.add("endpoint %s (%s)".formatted(each.id(), unknown.getMessage()));
            }
        }
    }

    private void secrets(String name, List<String> left) {
        try {
            if (usesSecrets || api.listSecrets().isOk()) {
                left.addAll(new RunpodSecrets(api).delete(name));
            }
        } catch (ProviderUnavailableException unknown) {
            left.add("secret %s (%s)".formatted(name, unknown.getMessage()));
        }
    }
}
