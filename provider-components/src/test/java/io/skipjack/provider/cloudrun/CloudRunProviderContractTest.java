package io.skipjack.provider.cloudrun;

import io.skipjack.domain.provider.ServerlessProvider;
import io.skipjack.provider.ServerlessProviderContract;
import io.skipjack.provider.sandbox.FakeApi;
import io.skipjack.provider.sandbox.FarEndSettings;
import io.skipjack.provider.sandbox.cloudrun.FakeCloudRun;
import io.skipjack.provider.spi.ProviderSettings;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Cloud Run keeps to what the control loop relies on. */
class CloudRunProviderContractTest extends ServerlessProviderContract {
    @Override
    protected FakeApi start() {
        return FakeCloudRun.start(FarEndSettings.quick());
    }

    @Override
    protected ServerlessProvider provider(Map<String, String> settings) {
        return CloudRunProvider.DEFINITION
                .maker()
                .apply(ProviderSettings.of(CloudRunProvider.DEFINITION, settings, name -> null));
    }

    @Override
    protected Map<String, String> withWrongCredential(Map<String, String> settings) {
        Map<String, String> wrong = new HashMap<>(settings);
        wrong.put("credentials-file", ((FakeCloudRun) farEnd()).strangersKey().toString());
        return wrong;
    }

    @Override
    protected Map<String, String> withoutCredential(Map<String, String> settings) {
        Map<String, String> none = new HashMap<>(settings);
        none.remove("credentials-file");
        return none;
    }

    @Override
    protected List<String> secrets(Map<String, String> settings) {
        return List.of("PRIVATE KEY", "ya29.", "eyJ", settings.get("hf-token"));
    }
}
