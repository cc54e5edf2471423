package io.skipjack.app.state;

import static io.skipjack.app.state.Samples.NOW;
import static io.skipjack.app.state.Samples.SPOT_A;
import static io.skipjack.app.state.Samples.SPOT_B;
import static io.skipjack.app.state.Samples.WIDE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import io.skipjack.domain.cost.Money;
import io.skipjack.domain.fleet.AvoidedOffer;
import io.skipjack.domain.fleet.BootPhase;
import io.skipjack.domain.fleet.FleetBounds;
import io.skipjack.domain.fleet.FleetState;
import io.skipjack.domain.fleet.FleetStore;
import io.skipjack.domain.fleet.HostReport;
import io.skipjack.domain.fleet.Interruption;
import io.skipjack.domain.fleet.LaunchHealth;
import io.skipjack.domain.fleet.Replica;
import io.skipjack.domain.fleet.ReplicaId;
import io.skipjack.domain.fleet.ReplicaState;
import io.skipjack.domain.fleet.StaleEpochException;
import io.skipjack.domain.market.PriceQuote;
import io.skipjack.domain.scaling.LoadSample;
import io.skipjack.domain.scaling.ScalingState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a store does, whatever database it is on. */
abstract class FleetStoreContract extends StoreContract {
    private JdbcFleetStore store;

    @BeforeEach
    void open() {
        store = new JdbcFleetStore(database);
    }

    @Test
    void anEmptyStoreKnowsNothing() {
        assertThat(store.snapshot().replicas()).isEmpty();
        assertThat(store.snapshot().states()).isEmpty();
        assertThat(store.prices()).isEmpty();
        assertThat(store.nextNumber("rack")).isEqualTo(1);
    }

    @Test
    void theOwnerIsNamedOnceAndForEver() throws Exception {
        String owner = store.owner();
        try (Database again = new Database(settings())) {
            again.open();
            assertThat(new JdbcFleetStore(again).owner()).isEqualTo(owner).matches("[a-z0-9-]{1,64}");
        }
    }

    @Test
    void givesBackAnIntendedReplicaAsItWas() {
        Replica replica = Samples.intended("rack", 1, "0.30", "0.45");

        assertThat(store.intend(epoch, replica, WIDE)).isTrue();
        assertThat(store.snapshot().replicas()).containsExactly(replica);
    }

    @Test
    void givesBackALeaseAndAnEndAsTheyWere() {
        Replica replica = Samples.intended("rack", 1);
        store.intend(epoch, replica, WIDE);
        Replica ended =
                Samples.ended(Samples.with(replica, ReplicaState.READY, Samples.lease("i-1")), NOW.plusSeconds(99));
        store.save(epoch, ended);

        assertThat(store.snapshot().replicas()).containsExactly(ended);
    }

    @Test
    void ordersReplicasByDeploymentThenNumber() {
        for (Replica replica : List.of(Samples.intended("b", 2), Samples.intended("b", 10), Samples.intended("a", 3))) {
            store.intend(epoch, replica, WIDE);
        }
        assertThat(store.snapshot().replicas())
                .extracting(replica -> replica.id().toString())
                .containsExactly("a-3", "b-2", "b-10");
    }

    @Test
    void findsOneReplicaAndOneFleetsStateWithoutTheOthers() {
        Replica replica = Samples.intended("rack", 1);
        FleetState state = new FleetState("rack", new ScalingState(2, NOW, null), "why", LaunchHealth.GOOD);
        store.intend(epoch, replica, WIDE);
        store.save(epoch, state);

        assertThat(store.find(replica.id())).isEqualTo(replica);
        assertThat(store.find(new ReplicaId("rack", 2))).isNull();
        assertThat(store.fleetState("rack")).isEqualTo(state);
        assertThat(store.fleetState("other")).isNull();
    }

    @Test
    void aReplicaThatIsNotThereCannotBeSaved() {
        assertThatThrownBy(() -> store.save(epoch, Samples.intended("rack", 1)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("replica rack-1 is not in the store");
    }

    @Test
    void numbersAreNeverUsedAgain() {
        Replica third = Samples.intended("rack", 3);
        store.intend(epoch, third, WIDE);
        store.save(epoch, Samples.ended(third, NOW));
        assertThat(store.forget(epoch, NOW.plusSeconds(1), Duration.ZERO)).isEqualTo(1);

        assertThat(store.snapshot().replicas()).isEmpty();
        assertThat(store.nextNumber("rack")).isEqualTo(4);
        assertThatThrownBy(() -> store.intend(epoch, third, WIDE)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> store.intend(epoch, Samples.intended("rack", 2), WIDE))
                .isInstanceOf(IllegalStateException.class);
        assertThat(store.intend(epoch, Samples.intended("rack", 4), WIDE)).isTrue();
    }

    @Test
    void aTakenNumberIsRefusedAndItsReplicaStays() {
        Replica first = Samples.intended("rack", 1);
        store.intend(epoch, first, WIDE);

        assertThatThrownBy(() -> store.intend(epoch, Samples.intended("rack", 1, "9", null), WIDE))
                .isInstanceOf(IllegalStateException.class);
        assertThat(store.snapshot().replicas()).containsExactly(first);
    }

    @ParameterizedTest
    @CsvSource({
        // at most of rack, at most of all, dollars for rack, dollars for all: may a second one of 0.30 be launched?
        "2, 3, , , true",
        "1, 3, , , false",
        "2, 2, , , false",
        "9, 9, 0.60, , true",
        "9, 9, 0.59, , false",
        "9, 9, , 0.90, true",
        "9, 9, 0.60, 0.899999, false"
    })
    void launchesWithinTheBoundsOnly(int ofOne, int ofAll, String rateOfOne, String rateOfAll, boolean may) {
        store.intend(epoch, Samples.intended("rack", 1), WIDE);
        store.intend(epoch, Samples.intended("other", 1), WIDE);
        FleetBounds bounds = new FleetBounds(ofOne, ofAll, dollars(rateOfOne), dollars(rateOfAll));

        assertThat(store.intend(epoch, Samples.intended("rack", 2), bounds)).isEqualTo(may);
        assertThat(store.snapshot().replicas()).hasSize(may ? 3 : 2);
        assertThat(store.nextNumber("rack")).isEqualTo(may ? 3 : 2);
    }

    @Test
    void endedReplicasDoNotCountAgainstTheBounds() {
        Replica first = Samples.intended("rack", 1);
        store.intend(epoch, first, WIDE);
        store.save(epoch, Samples.ended(first, NOW));

        assertThat(store.intend(epoch, Samples.intended("rack", 2), new FleetBounds(1, 1, dollars("0.3"), null)))
                .isTrue();
    }

    @Test
    void nobodyWritesUnderAnotherEpoch() {
        Replica replica = Samples.intended("rack", 1);
        FleetState state = new FleetState("rack", new ScalingState(1, null, null), "", LaunchHealth.GOOD);
        List<Consumer<Long>> writes = List.of(
                at -> store.intend(at, replica, WIDE),
                at -> store.save(at, replica),
                at -> store.save(at, state),
                at -> store.avoid(at, List.of(new AvoidedOffer(SPOT_A, NOW, ""))),
                at -> store.savePrices(at, List.of(new PriceQuote(SPOT_A, Money.ZERO, NOW, ""))),
                at -> store.forget(at, NOW, Duration.ZERO));

        for (Consumer<Long> write : writes) {
            assertThatThrownBy(() -> write.accept(epoch - 1)).isInstanceOf(StaleEpochException.class);
            assertThatThrownBy(() -> write.accept(epoch + 1)).isInstanceOf(StaleEpochException.class);
        }
        assertThat(store.snapshot().replicas()).isEmpty();
        assertThat(store.snapshot().states()).isEmpty();
        assertThat(store.prices()).isEmpty();
        assertThat(store.avoided(NOW.minusSeconds(1))).isEmpty();
    }

    @Test
    void givesBackAStateAsItWas() {
        FleetState plain = new FleetState("a", new ScalingState(0, null, null), "idle", LaunchHealth.GOOD);
        FleetState full = new FleetState(
                "b",
                new ScalingState(3, NOW, NOW.plusNanos(1)),
                "12 in flight",
                new LaunchHealth(2, NOW.plusSeconds(30), "5 launches failed", NOW.minusSeconds(1)));
        store.save(epoch, plain);
        store.save(epoch, new FleetState("b", new ScalingState(9, null, null), "", LaunchHealth.GOOD));
        store.save(epoch, full);

        assertThat(store.snapshot().states()).containsExactly(plain, full);
    }

    @Test
    void takesInWhatAHostSaysAndKeepsItThroughSaves() {
        Replica replica = Samples.intended("rack", 1);
        store.intend(epoch, replica, WIDE);
        assertThat(store.report(Samples.phase(replica, "i-1", BootPhase.RUNNING), NOW.plusSeconds(4)))
                .isTrue();
        store.save(epoch, Samples.with(replica, ReplicaState.STARTING, Samples.lease("i-1")));
        assertThat(store.report(Samples.interruption(replica, "i-1"), NOW.plusSeconds(5)))
                .isTrue();

        Replica seen = store.snapshot().replicas().getFirst();
        assertThat(seen.state()).isEqualTo(ReplicaState.STARTING);
        assertThat(seen.host().phases()).containsExactly(entry(BootPhase.RUNNING, NOW.plusSeconds(2)));
        assertThat(seen.host().lastContact()).isEqualTo(NOW.plusSeconds(5));
        assertThat(seen.interruption())
                .isEqualTo(new Interruption(Interruption.Kind.END, NOW.plusSeconds(3), NOW.plusSeconds(123)));
    }

    @Test
    void takesNoReportFromStrangers() {
        Replica replica = Samples.intended("rack", 1);
        store.intend(epoch, replica, WIDE);
        store.save(epoch, Samples.with(replica, ReplicaState.STARTING, Samples.lease("i-1")));

        assertThat(store.report(Samples.interruption(replica, "i-2"), NOW)).isFalse();
        assertThat(store.report(Samples.interruption(Samples.intended("rack", 2), "i-1"), NOW))
                .isFalse();
        assertThat(store.snapshot().replicas().getFirst().interruption()).isNull();
    }

    @Test
    void anEndedReplicaIsNotKnownAnyMore() {
        Replica replica = Samples.intended("rack", 1);
        store.intend(epoch, replica, WIDE);
        store.save(epoch, Samples.ended(replica, NOW));

        assertThat(store.report(Samples.phase(replica, "i-1", BootPhase.READY), NOW))
                .isFalse();
    }

    @Test
    void storesTextThatNoDatabaseLikes() {
        Replica replica = Samples.intended("rack'; drop table replica; --", 1);
        store.intend(epoch, replica, WIDE);
        HostReport report = new HostReport(replica.id(), "i-1", NOW, null, null, "NUL \0, half a pair \ud83d, 模型");

        assertThat(store.report(report, NOW)).isTrue();
        assertThat(store.snapshot().replicas().getFirst().host().failure())
                .isEqualTo("NUL \uFFFD, half a pair \uFFFD, 模型");
        assertThat(store.snapshot().replicas().getFirst().id())
                .isEqualTo(new ReplicaId("rack'; drop table replica; --", 1));
    }

    @Test
    void avoidsOffersUntilTheLaterInstant() {
        store.avoid(
                epoch,
                List.of(
                        new AvoidedOffer(SPOT_A, NOW.plusSeconds(180), "capacity"),
                        new AvoidedOffer(SPOT_B, NOW.plusSeconds(180), "capacity")));
        store.avoid(epoch, List.of(new AvoidedOffer(SPOT_A, NOW.plusSeconds(60), "capacity")));
        store.avoid(epoch, List.of(new AvoidedOffer(SPOT_B, NOW.plusSeconds(600), "interrupted")));

        assertThat(store.avoided(NOW))
                .containsOnly(entry(SPOT_A, NOW.plusSeconds(180)), entry(SPOT_B, NOW.plusSeconds(600)));
        assertThat(store.avoided(NOW.plusSeconds(180))).containsOnlyKeys(SPOT_B);
    }

    @Test
    void keepsTheNewestQuoteOfEachOffer() {
        PriceQuote old = new PriceQuote(SPOT_A, Money.ofDollars("0.1"), NOW, "old");
        PriceQuote fresh = new PriceQuote(SPOT_A, Money.ofDollars("0.2"), NOW.plusSeconds(1), "fresh");
        PriceQuote other = new PriceQuote(SPOT_B, Money.ofDollars("0.3"), NOW, "other");
        store.savePrices(epoch, List.of(fresh, other));
        store.savePrices(epoch, List.of(old));

        assertThat(store.prices()).containsExactly(fresh, other);
    }

    @Test
    void sumsTheLoadsOfTheRoutersHeardOfLately() {
        LoadSample load = new LoadSample(1.5, 2, 3, Duration.ofSeconds(60));
        store.saveLoads("one", Map.of("rack", load, "gone", load), NOW);
        store.saveLoads("one", Map.of("rack", load), NOW.plusSeconds(1));
        store.saveLoads("two", Map.of("rack", load), NOW.plusSeconds(1));
        store.saveLoads("silent", Map.of("rack", load), NOW.minusSeconds(60));

        assertThat(store.loads(NOW)).containsOnly(entry("rack", new LoadSample(3, 4, 6, Duration.ofSeconds(60))));
    }

    @Test
    void forgetsWhatIsOldAndNothingElse() {
        Replica old = Samples.intended("rack", 1);
        Replica late = Samples.intended("rack", 2);
        Replica live = Samples.intended("rack", 3);
        List.of(old, late, live).forEach(replica -> store.intend(epoch, replica, WIDE));
        store.save(epoch, Samples.ended(old, NOW.minusSeconds(1)));
        store.save(epoch, Samples.ended(late, NOW));
        store.saveLoads("one", Map.of("rack", LoadSample.NONE), NOW.minusSeconds(61));
        store.saveLoads("two", Map.of("rack", LoadSample.NONE), NOW.minusSeconds(60));

        assertThat(store.forget(epoch, NOW, Duration.ofSeconds(60))).isEqualTo(2);
        assertThat(store.snapshot().replicas()).extracting(Replica::id).containsExactly(late.id(), live.id());
    }

    @Test
    void openingAgainChangesNothing() throws Exception {
        Replica replica = Samples.intended("rack", 1);
        store.intend(epoch, replica, WIDE);
        try (Database again = new Database(settings())) {
            again.open();
            assertThat(new JdbcFleetStore(again).snapshot().replicas()).containsExactly(replica);
        }
    }

    @Test
    void twoRoutersThatLaunchAtOnceStayWithinTheBoundTogether() throws Exception {
        FleetBounds five = new FleetBounds(5, 5, null, dollars("1.50"));
        AtomicInteger number = new AtomicInteger();
        AtomicInteger launched = new AtomicInteger();
        try (Database other = new Database(settings());
                ExecutorService threads = Executors.newFixedThreadPool(6)) {
            other.open();
            List<FleetStore> stores = List.of(store, new JdbcFleetStore(other));
            List<Callable<Boolean>> launches = new ArrayList<>();
            for (int i = 0; i < 24; i++) {
                FleetStore its = stores.get(i % 2);
                launches.add(() -> its.intend(epoch, Samples.intended("rack", number.incrementAndGet()), five));
            }
            for (Future<Boolean> launch : threads.invokeAll(launches)) {
                launched.addAndGet(launch.get() ? 1 : 0);
            }
        }
        assertThat(launched).hasValue(5);
        assertThat(store.snapshot().replicas()).hasSize(5);
    }

    private static Money dollars(String text) {
        return text == null ? null : Money.ofDollars(text);
    }
}
