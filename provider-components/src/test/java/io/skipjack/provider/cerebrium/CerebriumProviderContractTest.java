package io.skipjack.provider.cerebrium;

import io.skipjack.domain.provider.ServerlessProvider;
import io.skipjack.provider.ServerlessProviderContract;
import io.skipjack.provider.sandbox.FakeApi;
import io.skipjack.provider.sandbox.FarEndSettings;
import io.skipjack.provider.sandbox.cerebrium.FakeCerebrium;
import io.skipjack.provider.spi.ProviderSettings;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

class CerebriumProviderContractTest extends ServerlessProviderContract {
    private static final List<String> CREDENTIAL = List.of("token");

    @Override
    protected FakeApi start() {
        return new FakeCerebrium(FarEndSettings.quick(), 0);
    }

    @Override
    protected ServerlessProvider provider(Map<String, String> settings) {
        return CerebriumProvider.DEFINITION
                .maker()
                .apply(ProviderSettings.of(CerebriumProvider.DEFINITION, settings, variable -> null));
    }

    @Override
    protected Map<String, String> withWrongCredential(Map<String, String> settings) {
        Map<String, String> wrong = new HashMap<>(settings);
        wrong.put("token", "eyJhbGciOiJub25lIn0.nobodys-token-at-all");
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
