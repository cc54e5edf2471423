package io.skipjack.app.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ArrivalsTest {
    private static final Ask ASK = Ask.of(1, 1);

    @Test
    void aSteadyRateIsAPoissonProcess() {
        List<Double> waits = waits(first(20_000, RateCurve.steady(50), 1));

        double mean = waits.stream().mapToDouble(each -> each).average().orElseThrow();
        double variance = waits.stream()
                .mapToDouble(each -> (each - mean) * (each - mean))
                .average()
                .orElseThrow();
        assertThat(mean).isCloseTo(0.02, within(0.0005));
        assertThat(Math.sqrt(variance) / mean).as("coefficient of variation").isCloseTo(1, within(0.03));
    }

    @Test
    void oneSeedIsOneLoad() {
        assertThat(first(100, RateCurve.steady(3), 7)).isEqualTo(first(100, RateCurve.steady(3), 7));
        assertThat(first(100, RateCurve.steady(3), 7)).isNotEqualTo(first(100, RateCurve.steady(3), 8));
    }

    @Test
    void aCurveIsFollowedAndEnds() {
        RateCurve curve = new RateCurve(List.of(window(100, 20), window(50, 0), window(100, 5)));

        List<Arrival> all = first(Integer.MAX_VALUE, curve, 1);

        assertThat(between(all, 0, 100)).isBetween(1_850L, 2_150L);
        assertThat(between(all, 100, 150)).isZero();
        assertThat(between(all, 150, 250)).isBetween(430L, 570L);
        assertThat(between(all, 250, 1_000)).isZero();
    }

    @Test
    void aLoadEndsWithWhatIsAsked() {
        Iterator<Ask> two = List.of(ASK, Ask.of(2, 2)).iterator();

        assertThat(list(Arrivals.poisson(RateCurve.steady(1), two, new SplittableRandom(1)), 10))
                .extracting(Arrival::ask)
                .containsExactly(ASK, Ask.of(2, 2));
    }

    @Test
    void aTraceIsReplayedFaster() {
        Trace.Requests trace = new Trace.Requests(
                "x", List.of(new Arrival(Duration.ZERO, ASK), new Arrival(Duration.ofSeconds(3), ASK)));

        assertThat(list(Arrivals.replayed(trace, 2), 10))
                .extracting(Arrival::at)
                .containsExactly(Duration.ZERO, Duration.ofMillis(1500));
    }

    @Test
    void aCurveKeepsItsShapeWithAnotherMean() {
        RateCurve curve = new RateCurve(List.of(window(100, 20), window(300, 4)));

        assertThat(curve.mean()).isEqualTo(8);
        assertThat(curve.ofMean(2).windows()).containsExactly(window(100, 5), window(300, 1));
        assertThat(curve.sped(10).windows()).containsExactly(window(10, 20), window(30, 4));
    }

    private static RateCurve.Window window(int seconds, double perSecond) {
        return new RateCurve.Window(Duration.ofSeconds(seconds), perSecond);
    }

    private static List<Arrival> first(int most, RateCurve curve, long seed) {
        Iterator<Ask> asks = Stream.generate(() -> ASK).iterator();
        return list(Arrivals.poisson(curve, asks, new SplittableRandom(seed)), most);
    }

    private static List<Arrival> list(Iterator<Arrival> arrivals, int most) {
        List<Arrival> list = new ArrayList<>();
        while (list.size() < most && arrivals.hasNext()) {
            list.add(arrivals.next());
        }
        return list;
    }

    private static List<Double> waits(List<Arrival> arrivals) {
        List<Double> waits = new ArrayList<>();
        for (int i = 1; i < arrivals.size(); i++) {
            waits.add(arrivals.get(i).at().minus(arrivals.get(i - 1).at()).toNanos() / 1e9);
        }
        return waits;
    }

    private static long between(List<Arrival> arrivals, int from, int to) {
        return arrivals.stream()
                .filter(arrival -> arrival.at().compareTo(Duration.ofSeconds(from)) >= 0
                        && arrival.at().compareTo(Duration.ofSeconds(to)) < 0)
                .count();
    }
}
