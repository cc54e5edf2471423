package io.skipjack.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.skipjack.provider.sandbox.FakeServerless;
import io.skipjack.provider.sandbox.ServerlessSettings;
import io.skipjack.provider.sandbox.ServerlessSettings.WhileCold;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A deployment with a GPU and a serverless section: deployed, served and destroyed, by the routes as they are shipped. */
class EndpointsIT {
    private static final Duration SOON = Duration.ofSeconds(10);

    private final String model = TestRouter.newModel();

    @Test
    void deploysServesExplainsAndLeavesNothingBehind() throws Exception {
        try (FakeServerless engine = engine()) {
            MadeUpProvider.url = engine.baseUri();
            try (TestRouter router = router()) {
                router.deploy(model, "serverless: { gpu: L4 }");
                await().atMost(SOON).until(() -> MadeUpProvider.CALLS.contains("status"));
                Fleet.assertWholeFrom(WireCall.chat(router, model, ""), "serverless", "made-up");
                assertThat(MadeUpProvider.INVENTORY).hasSize(1);
                assertThat(MadeUpProvider.CALLS).startsWith("deploy", "deploy", "warm", "status");

                assertThat(router.operatorsGet("/api/status"))
                        .contains("\"provider\":\"made-up\"", "\"state\":\"deployed\"", "\"dollars_per_hour\":0.5");
                assertThat(router.operatorsGet("/api/prices?gpu=L4"))
                        .contains("\"provider\":\"made-up\"", "\"source\":\"catalog 2026-05-15, GPU + CPU + memory\"");
                assertThat(explained(router))
                        .contains("\"possible\":true", "\"provider\":\"made-up\"", "\"resources\":[\"sj-");

                router.undeploy(model);
                await().atMost(SOON).until(MadeUpProvider.INVENTORY::isEmpty);
            }
        }
    }

    private String explained(TestRouter router) {
        String yaml = "name: other\nmodel: %s-other\nserverless: { gpu: L4 }\n".formatted(model);
        return router.operators("POST", "/api/explain", yaml, "Content-Type", "application/yaml")
                .body();
    }

    private static TestRouter router() {
        Map<String, String> keys = new HashMap<>();
        keys.put("spring.main.sources", MadeUpProvider.class.getName());
        keys.put("skipjack.endpoints.interval", "200ms");
        keys.put("skipjack.endpoints.follow-interval", "200ms");
        return TestRouter.start(keys);
    }

    private FakeServerless engine() {
        return FakeServerless.start(ServerlessSettings.defaults()
                .starting(Duration.ZERO, WhileCold.HOLD)
                .withEngine(Fleet.engine(model)));
    }
}
