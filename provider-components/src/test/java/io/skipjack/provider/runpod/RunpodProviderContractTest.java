package io.skipjack.provider.runpod;

import static io.skipjack.provider.Requests.make;
import static io.skipjack.provider.Requests.with;

import io.skipjack.domain.provider.ServerlessProvider;
import io.skipjack.provider.ServerlessProviderContract;
import io.skipjack.provider.sandbox.FakeApi;
import io.skipjack.provider.sandbox.runpod.FakeRunpod;
import java.util.List;
import java.util.Map;

class RunpodProviderContractTest extends ServerlessProviderContract {
    @Override
    protected FakeApi start() {
        return new FakeRunpod(quick());
    }

    @Override
    protected boolean bills() {
        return true;
    }

    @Override
    protected ServerlessProvider provider(Map<String, String> settings) {
        return make(RunpodProvider.DEFINITION, settings);
    }

    @Override
    protected Map<String, String> withWrongCredential(Map<String, String> settings) {
        return with(settings, "api-key", "rpa_SOMEBODY0ELSES0KEY00000000000000");
    }

    @Override
    protected Map<String, String> withoutCredential(Map<String, String> settings) {
        return with(settings, "api-key", "");
    }

    @Override
    protected List<String> secrets(Map<String, String> settings) {
        return List.of(settings.getOrDefault("api-key", ""), settings.getOrDefault("hf-token", ""));
    }
}
