package io.skipjack.routes;

import static org.assertj.core.api.Assertions.assertThat;

import io.skipjack.domain.deployment.Tier;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ServerlessRouteTest extends TierRouteTest {
    ServerlessRouteTest() throws Exception {
        super(Tier.SERVERLESS);
    }

    @Test
    void itsTimeOutsAreThoseOfTheConfig() {
        stage().ask("serverless");

        assertThat(stage().upstream().options())
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of("connectTimeout", "5s", "firstByteTimeout", "300s", "idleTimeout", "60s"));
    }
}
