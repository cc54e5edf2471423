package io.skipjack.processors.serverless;

import static org.assertj.core.api.Assertions.assertThat;

import io.skipjack.domain.serverless.EndpointNames;
import io.skipjack.domain.serverless.EndpointRef;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;

class SweepEndpointsTest {
    private static final String ORPHAN = EndpointNames.of(EndpointStage.OWNER, "forgotten");

    private final EndpointStage stage = new EndpointStage();
    private final SweepEndpoints sweep = new SweepEndpoints(stage.control());

    private List<String> swept(String... listed) throws Exception {
        Exchange exchange = stage.run(sweep, List.of(listed), Map.of("provider", "one"));
        List<String> names = new ArrayList<>();
        exchange.getMessage().getBody(List.class).forEach(ref -> names.add(((EndpointRef) ref).name()));
        stage.end(exchange);
        return names;
    }

    @Test
    void whatTwoSweepsRunningDoNotKnowIsEnded() throws Exception {
        assertThat(swept(ORPHAN)).isEmpty();
        assertThat(swept(ORPHAN)).containsExactly(ORPHAN);
        assertThat(swept()).isEmpty();
        assertThat(swept(ORPHAN)).isEmpty();
    }

    @Test
    void whatIsOnRecordOrAnothersOrBeingCalledIsLeftAlone() throws Exception {
        stage.deployments.add(EndpointStage.rack("one"));
        stage.turns(1, Duration.ZERO);
        String ours = stage.at("one").name();
        for (int i = 0; i < 3; i++) {
            assertThat(swept(ours, "sj-ffffff-other-123456", "their-own")).isEmpty();
        }
        swept(ORPHAN);
        stage.control().calls().begin("one", ORPHAN);
        assertThat(swept(ORPHAN)).isEmpty();
    }

    @Test
    void usableProvidersAreSweptAndPublicMarketsPolledToo() throws Exception {
        stage.two.missing = "set TWO_KEY";

        Exchange usable = stage.run(new FindUsableProviders(stage.control()), null, Map.of());
        assertThat(usable.getMessage().getBody()).isEqualTo(List.of("one"));
        assertThat(usable.getVariable("owner")).isEqualTo(EndpointStage.OWNER);
        Exchange markets = stage.run(new FindServerlessMarkets(stage.control()), null, Map.of());
        assertThat(markets.getMessage().getBody()).isEqualTo(List.of("one"));
    }
}
