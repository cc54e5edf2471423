package io.skipjack.provider.modal;

import static io.skipjack.provider.Requests.make;
import static io.skipjack.provider.Requests.with;
import static io.skipjack.provider.Requests.without;

import io.skipjack.domain.cost.Money;
import io.skipjack.domain.cost.WorkerShape;
import io.skipjack.domain.provider.ServerlessProvider;
import io.skipjack.provider.ServerlessProviderContract;
import io.skipjack.provider.sandbox.FakeApi;
import io.skipjack.provider.sandbox.modal.FakeModal;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

class ModalProviderContractTest extends ServerlessProviderContract {
    private static final List<String> CREDENTIAL = List.of("token-id", "token-secret", "proxy-key", "proxy-secret");

    @Override
    protected FakeApi start() {
        return new FakeModal(quick());
    }

    @Override
    protected WorkerShape shape() {
        return new WorkerShape(new BigDecimal("0.125"), new BigDecimal("0.125"));
    }

    /** 0.80 for the L4, 0.125 of 0.04716 for a core, and of 0.007992 for a GiB. */
    @Override
    protected Money perHour() {
        return Money.ofDollars("0.806894");
    }

    @Override
    protected boolean bills() {
        return true;
    }

    @Override
    protected ServerlessProvider provider(Map<String, String> settings) {
        return make(ModalProvider.DEFINITION, settings);
    }

    @Override
    protected Map<String, String> withWrongCredential(Map<String, String> settings) {
        return with(settings, "token-secret", "as-NobodysSecretAtAll");
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
