package io.skipjack.provider.cerebrium;

import static io.skipjack.provider.Requests.make;
import static io.skipjack.provider.Requests.with;
import static io.skipjack.provider.Requests.without;

import io.skipjack.domain.cost.Money;
import io.skipjack.domain.cost.WorkerShape;
import io.skipjack.domain.provider.ServerlessProvider;
import io.skipjack.provider.ServerlessProviderContract;
import io.skipjack.provider.sandbox.FakeApi;
import io.skipjack.provider.sandbox.cerebrium.FakeCerebrium;
import java.util.List;
import java.util.Map;

class CerebriumProviderContractTest extends ServerlessProviderContract {
    private static final List<String> CREDENTIAL = List.of("token");

    @Override
    protected FakeApi start() {
        return new FakeCerebrium(quick());
    }

    @Override
    protected WorkerShape shape() {
        return WorkerShape.of(4, 24);
    }

    /** 0.80 for the L4, 4 times 0.02358 for cores, 24 times 0.007992 for memory. */
    @Override
    protected Money perHour() {
        return Money.ofDollars("1.086128");
    }

    @Override
    protected ServerlessProvider provider(Map<String, String> settings) {
        return make(CerebriumProvider.DEFINITION, settings);
    }

    @Override
    protected Map<String, String> withWrongCredential(Map<String, String> settings) {
        return with(settings, "token", "eyJhbGciOiJub25lIn0.nobodys-token-at-all");
    }

    @Override
    protected Map<String, String> withoutCredential(Map<String, String> settings) {
        return without(settings, CREDENTIAL);
    }

    @Override
    protected List<String> secrets(Map<String, String> settings) {
        return CREDENTIAL.stream().map(settings::get).toList();
    }
}
