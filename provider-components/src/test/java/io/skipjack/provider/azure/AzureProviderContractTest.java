package io.skipjack.provider.azure;

import static io.skipjack.provider.Requests.make;
import static io.skipjack.provider.Requests.with;
import static io.skipjack.provider.Requests.without;

import io.skipjack.domain.cost.WorkerShape;
import io.skipjack.domain.market.GpuChoice;
import io.skipjack.domain.provider.ServerlessProvider;
import io.skipjack.provider.ServerlessProviderContract;
import io.skipjack.provider.sandbox.FakeApi;
import io.skipjack.provider.sandbox.FarEndSettings;
import io.skipjack.provider.sandbox.azure.FakeAzure;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Azure keeps to what the control loop relies on. */
class AzureProviderContractTest extends ServerlessProviderContract {
    /** An environment takes half an hour, and each test makes one. */
    static final FarEndSettings QUICK = new FarEndSettings(
            Duration.ofMillis(50), 50_000, FarEndSettings.quick().engine());

    @Override
    protected FakeApi start() {
        return new FakeAzure(QUICK.withClock(clock));
    }

    @Override
    protected GpuChoice gpu() {
        return new GpuChoice("T4", 1);
    }

    @Override
    protected WorkerShape shape() {
        return WorkerShape.of(8, 56);
    }

    @Override
    protected ServerlessProvider provider(Map<String, String> settings) {
        return make(AzureProvider.DEFINITION, settings);
    }

    @Override
    protected Map<String, String> withWrongCredential(Map<String, String> settings) {
        return with(settings, "client-secret", "xyz8Q~anotherSecretThatNobodyKnows");
    }

    @Override
    protected Map<String, String> withoutCredential(Map<String, String> settings) {
        return without(settings, List.of("client-secret"));
    }

    @Override
    protected List<String> secrets(Map<String, String> settings) {
        return List.of(settings.get("client-secret"), settings.get("hf-token"), "eyJ", "sk-");
    }
}
