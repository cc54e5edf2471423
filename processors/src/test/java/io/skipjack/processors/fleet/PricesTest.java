package io.skipjack.processors.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.skipjack.domain.deployment.FleetSpec;
import io.skipjack.domain.fleet.StaleEpochException;
import io.skipjack.domain.fleet.StoreUnavailableException;
import io.skipjack.domain.market.PriceQuote;
import java.util.List;
import org.apache.camel.Processor;
import org.junit.jupiter.api.Test;

class PricesTest {
    private final FleetStage stage = new FleetStage();
    private final Market market = stage.market;

    @Test
    void theSameNeedIsAskedForOnce() throws Exception {
        FleetSpec otherGpu = Fleets.spec("us-east-1", "A10G");
        stage.deployments.add(Fleets.deployment("same", "us-east-1"));
        stage.deployments.add(Fleets.deployment("other", otherGpu));

        assertThat(specs(new FindPrices(stage.control()))).containsExactly(Fleets.RACK.fleet(), otherGpu);
    }

    @Test
    void aFleetWithoutAPriceIsAskedForAtMostTwiceAMinute() throws Exception {
        FindMissingPrices find = new FindMissingPrices(stage.control(), market);

        assertThat(specs(find)).containsExactly(Fleets.RACK.fleet());
        stage.now = Fleets.NOW.plusSeconds(29);
        assertThat(specs(find)).isEmpty();
        stage.now = Fleets.NOW.plusSeconds(30);
        assertThat(specs(find)).containsExactly(Fleets.RACK.fleet());
        keep(Fleets.quote(Fleets.SPOT_A, "0.30"));
        stage.now = Fleets.NOW.plusSeconds(60);
        assertThat(specs(find)).isEmpty();
    }

    @Test
    void pricesAreKeptInMemoryAndInTheStore() throws Exception {
        keep(Fleets.quote(Fleets.SPOT_A, "0.30"));

        assertThat(market.book(stage.now).quotes()).containsExactly(Fleets.quote(Fleets.SPOT_A, "0.30"));
        assertThat(stage.store.prices()).containsExactly(Fleets.quote(Fleets.SPOT_A, "0.30"));
    }

    @Test
    void anAbsurdPriceIsKeptOutAndTheGoodOnesBesideItAreNot() throws Exception {
        keep(Fleets.quote(Fleets.SPOT_A, "0.30"));

        keep(
                Fleets.quote(Fleets.SPOT_A, "0.00001"),
                Fleets.quote(Fleets.SPOT_B, "-1"),
                Fleets.quote(Fleets.ON_DEMAND, "0.80"));

        assertThat(stage.store.prices())
                .containsExactly(Fleets.quote(Fleets.SPOT_A, "0.30"), Fleets.quote(Fleets.ON_DEMAND, "0.80"));
        assertThat(market.book(stage.now).quote(Fleets.SPOT_B)).isNull();
    }

    @Test
    void anEmptyAnswerLeavesWhatWasKnown() throws Exception {
        keep(Fleets.quote(Fleets.SPOT_A, "0.30"));

        keep();

        assertThat(market.book(stage.now).quotes()).hasSize(1);
        assertThat(stage.store.prices()).hasSize(1);
    }

    @Test
    void aRouterThatStartsFindsThePricesInTheStore() {
        stage.store.prices.put(Fleets.SPOT_A, Fleets.quote(Fleets.SPOT_A, "0.30"));

        assertThat(market.book(stage.now).quotes()).hasSize(1);
        stage.store.away = true;
        assertThat(market.book(stage.now).quotes()).as("from memory").hasSize(1);
    }

    @Test
    void aStoreThatIsAwayAtFirstIsAskedAgain() {
        stage.store.prices.put(Fleets.SPOT_A, Fleets.quote(Fleets.SPOT_A, "0.30"));
        stage.store.away = true;
        assertThatExceptionOfType(StoreUnavailableException.class).isThrownBy(() -> market.book(stage.now));

        stage.store.away = false;

        assertThat(market.book(stage.now).quotes()).hasSize(1);
    }

    @Test
    void pricesOfARouterThatWasOvertakenAreNotTaken() {
        stage.overtaken();

        assertThatExceptionOfType(StaleEpochException.class)
                .isThrownBy(() -> keep(Fleets.quote(Fleets.SPOT_A, "0.30")));
        assertThat(market.book(stage.now).quotes()).isEmpty();
        assertThat(stage.store.prices()).isEmpty();
    }

    private void keep(PriceQuote... quotes) throws Exception {
        FleetStage.run(new KeepPrices(stage.control(), market), List.of(quotes));
    }

    private static List<FleetSpec> specs(Processor find) throws Exception {
        List<?> specs = FleetStage.run(find, null).getMessage().getBody(List.class);
        return specs.stream().map(FleetSpec.class::cast).toList();
    }
}
