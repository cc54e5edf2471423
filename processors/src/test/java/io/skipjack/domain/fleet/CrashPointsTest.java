package io.skipjack.domain.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import io.skipjack.domain.cost.Money;
import io.skipjack.domain.fleet.PretendCloud.Faults;
import io.skipjack.domain.fleet.PretendCloud.Machine;
import io.skipjack.domain.fleet.PretendLeader.Surroundings;
import io.skipjack.domain.fleet.PretendLeader.Wish;
import io.skipjack.domain.market.CapacityType;
import io.skipjack.domain.market.OfferBook;
import io.skipjack.domain.market.PriceQuote;
import io.skipjack.domain.scaling.LoadSample;
import io.skipjack.domain.scaling.ScalingState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Rows 45 and 46: the router dies after each single touch of store or cloud on the way to a first launch, or of an end. */
class CrashPointsTest {
    private static final int STEPS = 12;
    private static final Duration TIMEOUT = FleetExamples.TIMING.drainTimeout().plusMinutes(2);

    private final MemoryStore store = new MemoryStore();
    private final PretendCloud cloud = new PretendCloud(new Random(1));
    private final Map<String, Wish> wishes = new TreeMap<>();
    private final Surroundings world = new Surroundings(
            store,
            cloud,
            OfferBook.EMPTY.with(
                    List.of(new PriceQuote(
                            FleetExamples.offer("a", CapacityType.SPOT),
                            Money.ofDollars("0.3"),
                            FleetExamples.NOW,
                            "test")),
                    FleetExamples.NOW),
            FleetExamples.TIMING,
            new FleetBounds(Integer.MAX_VALUE, 9, null, null),
            wishes);
    private Instant now = FleetExamples.NOW;

    static Stream<Arguments> crashes() {
        return IntStream.rangeClosed(0, STEPS)
                .boxed()
                .flatMap(step -> Stream.of(Arguments.of(step, false), Arguments.of(step, true)));
    }

    @ParameterizedTest
    @MethodSource("crashes")
    void aLaunchThatIsCutShortGivesJustOneMachineAndAnEndJustNone(int step, boolean answersGetLost) {
        wish(1);
        dieAfter(step, answersGetLost);
        runFor(Duration.ofMinutes(20));

        assertThat(cloud.all()).as("machines ever launched").hasSize(1);
        assertThat(cloud.paid()).extracting(machine -> machine.replica).containsExactly(new ReplicaId("rack", 1));
        assertThat(store.snapshot().replicas()).singleElement().matches(Replica::isServing);

        wish(0);
        runFor(Duration.ofSeconds(50));
        dieAfter(step, answersGetLost);
        // one request never finishes: it is cut off
        runFor(TIMEOUT);

        assertThat(cloud.all()).hasSize(1).noneMatch(Machine::isPaid);
        assertThat(store.snapshot().replicas())
                .singleElement()
                .satisfies(replica -> assertThat(replica.state()).isEqualTo(ReplicaState.ENDED));
    }

    private void wish(int replicas) {
        wishes.put(
                "rack",
                new Wish(
                        "rack",
                        FleetExamples.spec(3, 3),
                        "r1",
                        new LoadSample(0, 0, replicas * 10, Duration.ofSeconds(60))));
        if (store.snapshot().states().isEmpty()) {
            store.begin(new FleetState("rack", new ScalingState(0, null, null), "", LaunchHealth.GOOD));
        }
    }

    private void dieAfter(int steps, boolean answersGetLost) {
        cloud.faults(answersGetLost ? new Faults(0, 1, 0, 0, 0, 0, 0) : Faults.NONE);
        PretendLeader leader = new PretendLeader(world, Duration.ZERO);
        for (int i = 0; i < steps; i++) {
            if (leader.isIdle()) {
                now = now.plusSeconds(2);
                leader.beginTurn(true);
            }
            leader.takeStep(now);
        }
        cloud.faults(Faults.NONE);
    }

    private void runFor(Duration time) {
        PretendLeader leader = new PretendLeader(world, Duration.ZERO);
        Instant end = now.plus(time);
        while (now.isBefore(end)) {
            now = now.plusSeconds(10);
            leader.beginTurn(true);
            while (!leader.isIdle()) {
                leader.takeStep(now);
            }
        }
    }
}
