package io.skipjack.provider.modal;

import io.skipjack.domain.provider.ServerlessProvider;
import io.skipjack.provider.ServerlessProviderContract;
import io.skipjack.provider.sandbox.FakeApi;
import io.skipjack.provider.sandbox.FarEndSettings;
import io.skipjack.provider.sandbox.modal.FakeModal;
import io.skipjack.provider.spi.ProviderSettings;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

class ModalProviderContractTest extends ServerlessProviderContract {
    private static final List<String> CREDENTIAL = List.of("token-id", "token-secret", "proxy-key", "proxy-secret");

    @Override
    protected FakeApi start() {
        return new FakeModal(FarEndSettings.quick(), 0);
    }

    @Override
    protected ServerlessProvider provider(Map<String, String> settings) {
        return ModalProvider.DEFINITION
                .maker()
                .apply(ProviderSettings.of(ModalProvider.DEFINITION, settings, variable -> null));
    }

    @Override
    protected Map<String, String> withWrongCredential(Map<String, String> settings) {
        Map<String, String> wrong = new HashMap<>(settings);
        wrong.put("token-secret", "as-NobodysSecretAtAll");
        return wrong;
    }

    @Override
    protected Map<String, String> withoutCredential(Map<String, String> settings) {
        Map<String, String> none = new HashMap<>(settings);
        none.keySet().removeAll(CREDENTIAL);
        return none;
    }

    @Override
    protected List<String> secrets(Map<String, String> settings) {
        return CREDENTIAL.stream().map(settings::get).toList();
    }
}
