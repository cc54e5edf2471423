package io.skipjack.routes;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.camel.Exchange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the verbs of the admin API call: one step each, whose failure is answered. */
class AdminRoutesTest {

    @ParameterizedTest
    @CsvSource({
        "admin-audit, showAudit",
        "admin-cost, showCost",
        "admin-clear-key-budget, clearKeyBudget",
        "admin-create-key, createKey",
        "admin-explain, explainDeployment",
        "admin-leases, showLeases",
        "admin-list-deployments, listDeployments",
        "admin-list-keys, listKeys",
        "admin-openapi, showOpenApi",
        "admin-prices, showPrices",
        "admin-put-deployment, putDeployment",
        "admin-remove-deployment, removeDeployment",
        "admin-replicas, showReplicas",
        "admin-retry-deployment, retryLaunches",
        "admin-revoke-key, revokeKey",
        "admin-set-key-budget, setKeyBudget",
        "admin-show-deployment, showDeployment",
        "admin-status, showStatus",
    })
    void theStepAnswersAndItsFailureIsAnswered(String route, String step) throws Exception {
        try (RouteStage stage = new RouteStage(route)) {
            stage.step(step, exchange -> {
                        if (exchange.getMessage().getBody(String.class).equals("bad")) {
                            throw new IllegalStateException("bad");
                        }
                        exchange.getMessage().setBody("answer");
                    })
                    .open();

            assertThat(stage.ask(route, "good").getMessage().getBody()).isEqualTo("answer");
            Exchange failed = stage.ask(route, "bad");
            assertThat(failed.getException()).isNull();
            assertThat(failed.getMessage().getBody()).isEqualTo("admin error");
        }
    }
}
