package io.skipjack.provider.baseten;

import static io.skipjack.provider.Requests.make;
import static io.skipjack.provider.Requests.with;

import io.skipjack.domain.cost.BillingRule;
import io.skipjack.domain.provider.ServerlessProvider;
import io.skipjack.provider.ServerlessProviderContract;
import io.skipjack.provider.sandbox.FakeApi;
import io.skipjack.provider.sandbox.baseten.FakeBaseten;
import java.time.Duration;
import java.util.List;
import java.util.Map;

class BasetenProviderContractTest extends ServerlessProviderContract {
    @Override
    protected FakeApi start() {
        return new FakeBaseten(quick());
    }

    @Override
    protected BillingRule billing() {
        return new BillingRule(Duration.ofMinutes(1), Duration.ZERO);
    }

    @Override
    protected boolean bills() {
        return true;
    }

    @Override
    protected ServerlessProvider provider(Map<String, String> settings) {
        return make(BasetenProvider.DEFINITION, settings);
    }

    @Override
    protected Map<String, String> withWrongCredential(Map<String, String> settings) {
        return with(settings, "api-key", "somebody.ELSES0KEY0000000000000000000");
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
