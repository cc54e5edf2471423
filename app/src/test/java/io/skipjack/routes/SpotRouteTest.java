package io.skipjack.routes;

import static org.assertj.core.api.Assertions.assertThat;

import io.skipjack.domain.deployment.Tier;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SpotRouteTest extends TierRouteTest {
    SpotRouteTest() throws Exception {
        super(Tier.SPOT);
    }

    @Test
    void itsTimeOutsAreThoseOfTheConfig() {
        stage().ask("spot");

        assertThat(stage().upstream().options())
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of("connectTimeout", "2s", "firstByteTimeout", "30s", "idleTimeout", "20s"));
    }
}
