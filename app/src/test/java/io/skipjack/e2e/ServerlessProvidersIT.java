package io.skipjack.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.skipjack.domain.cost.Money;
import io.skipjack.provider.sandbox.FarEndBook;
import io.skipjack.provider.sandbox.Sandbox;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Deploy, traffic, destroy at each serverless provider, through a whole router, against the sandbox's own books. */
class ServerlessProvidersIT {
    /** Cloud Run's eight minutes become half a second. */
    private static final double SPEED = 1_000;

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private static Sandbox sandbox;
    private static TestRouter router;

    @BeforeAll
    static void start() {
        sandbox = ProvidersCloud.start(SPEED);
        router = ProvidersCloud.router(sandbox);
    }

    @AfterAll
    static void stop() {
        router.close();
        sandbox.close();
    }

    /** All at once, since most of it is waiting; each with a model of its own, but for the one whose bento brings one. */
    @Test
    void eachProviderIsDeployedToAsksAndIsLeftWithNothing() throws Exception {
        Map<String, String> models = new LinkedHashMap<>();
        for (FarEndBook book : sandbox.providers()) {
            String model = book.provider().equals("bentocloud") ? sandbox.model() : TestRouter.newModel();
            models.put(book.provider(), model);
            router.deploy(
                    model, "serverless: { gpu: %s, provider: %s }".formatted(gpu(book.provider()), book.provider()));
        }
        for (Map.Entry<String, String> each : models.entrySet()) {
            awaitEndpoint(
                    each.getValue(), endpoint -> endpoint.path("state").asText().equals("deployed"));
            assertThat(router.chat(each.getValue(), "").body())
                    .as(each.getKey())
                    .contains("\"finish_reason\"");
        }
        models.values().forEach(router::undeploy);
        for (String provider : models.keySet()) {
            Awaitility.await(provider + " to hold nothing")
                    .atMost(PATIENCE)
                    .until(() -> sandbox.provider(provider).inventory().isEmpty());
        }
        Awaitility.await("nothing on record")
                .atMost(PATIENCE)
                .until(() -> status().path("deployments").isEmpty());
        assertThat(sandbox.providers()).allSatisfy(book -> {
            assertThat(book.workerTime()).as(book.provider()).isPositive();
            assertThat(book.spent()).as(book.provider()).isGreaterThan(Money.ZERO);
            assertThat(sandbox.provider(book.provider()).spent())
                    .as("nothing of %s runs on", book.provider())
                    .isEqualTo(book.spent());
        });
    }

    /** A GPU that it sells. */
    static String gpu(String provider) {
        return provider.equals("azure") ? "T4" : "L4";
    }

    private static void awaitEndpoint(String model, Predicate<JsonNode> wanted) {
        Awaitility.await("endpoint of " + model).atMost(PATIENCE).until(() -> {
            for (JsonNode deployment : status().path("deployments")) {
                if (deployment.path("model").asText().equals(model)) {
                    return wanted.test(deployment.at("/endpoints/0"));
                }
            }
            return false;
        });
    }

    private static JsonNode status() throws IOException {
        return JSON.readTree(router.operatorsGet("/api/status"));
    }
}
