package io.skipjack.provider.kamelet;

import static io.skipjack.provider.Requests.with;

import io.skipjack.domain.cost.Money;
import io.skipjack.domain.provider.ServerlessProvider;
import io.skipjack.provider.ServerlessProviderContract;
import io.skipjack.provider.sandbox.FakeApi;
import io.skipjack.provider.sandbox.bentocloud.FakeBentocloud;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** The shipped Kamelet of BentoCloud keeps to what every provider must. */
class BentocloudContractTest extends ServerlessProviderContract {
    private static KameletStage stage;

    @BeforeAll
    static void startCamel() throws IOException {
        stage = new KameletStage(KameletStage.SHIPPED);
    }

    @AfterAll
    static void stopCamel() {
        stage.close();
    }

    @Override
    protected FakeApi start() {
        return new FakeBentocloud(quick());
    }

    /** It tells customers only. */
    @Override
    protected Money perHour() {
        return Money.ofDollars("0.81");
    }

    @Override
    protected ServerlessProvider provider(Map<String, String> settings) {
        return stage.provider("bentocloud", settings);
    }

    @Override
    protected Map<String, String> withWrongCredential(Map<String, String> settings) {
        return with(settings, "api-key", "another0bentocloud0api0token");
    }

    @Override
    protected Map<String, String> withoutCredential(Map<String, String> settings) {
        return with(settings, "api-key", "");
    }

    @Override
    protected List<String> secrets(Map<String, String> settings) {
        String key = settings.getOrDefault("api-key", "");
        return key.isEmpty() ? List.of() : List.of(key);
    }
}
