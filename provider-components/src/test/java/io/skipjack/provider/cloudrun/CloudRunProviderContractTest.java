package io.skipjack.provider.cloudrun;

import static io.skipjack.provider.Requests.make;
import static io.skipjack.provider.Requests.with;
import static io.skipjack.provider.Requests.without;

import io.skipjack.domain.cost.BillingRule;
import io.skipjack.domain.cost.WorkerShape;
import io.skipjack.domain.provider.ServerlessProvider;
import io.skipjack.provider.ServerlessProviderContract;
import io.skipjack.provider.sandbox.FakeApi;
import io.skipjack.provider.sandbox.cloudrun.FakeCloudRun;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Cloud Run keeps to what the control loop relies on. */
class CloudRunProviderContractTest extends ServerlessProviderContract {
    @Override
    protected FakeApi start() {
        return new FakeCloudRun(quick());
    }

    @Override
    protected BillingRule billing() {
        return new BillingRule(Duration.ofMillis(100), Duration.ZERO);
    }

    @Override
    protected WorkerShape shape() {
        return WorkerShape.of(8, 32);
    }

    @Override
    protected ServerlessProvider provider(Map<String, String> settings) {
        return make(CloudRunProvider.DEFINITION, settings);
    }

    @Override
    protected Map<String, String> withWrongCredential(Map<String, String> settings) {
        return with(
                settings,
                "credentials-file",
                ((FakeCloudRun) farEnd()).strangersKey().toString());
    }

    @Override
    protected Map<String, String> withoutCredential(Map<String, String> settings) {
        return without(settings, List.of("credentials-file"));
    }

    @Override
    protected List<String> secrets(Map<String, String> settings) {
        return List.of("PRIVATE KEY", "ya29.", "eyJ", settings.get("hf-token"));
    }
}
