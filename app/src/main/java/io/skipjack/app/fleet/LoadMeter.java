package io.skipjack.app.fleet;

import io.skipjack.domain.scaling.LoadSample;
import io.skipjack.processors.fleet.FleetDeployments;
import io.skipjack.processors.fleet.LoadGauge;
import io.skipjack.processors.inference.Admission;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import java.util.function.ToIntFunction;

/**
 * Measures each deployment's load by looking at its counters whenever it is asked, about once a second. Arrivals are a
 * rate over twenty seconds: SkyServe takes a minute, but the delays of the scaling policy smooth already, and a burst or an
 * end should show before they begin. What is open is a mean over the last seconds, since one look may
 * fall between two requests.
 */
final class LoadMeter implements LoadGauge {
    private static final Duration RATE_WINDOW = Duration.ofSeconds(20);
    private static final Duration OPEN_WINDOW = Duration.ofSeconds(5);

    private final Admission admission;
    private final ToIntFunction<String> waiting;
    private final FleetDeployments deployments;
    private final LongSupplier nanos;
    private final Map<String, Deque<Look>> looks = new ConcurrentHashMap<>();

    /** One look at the counters of a deployment. */
    private record Look(long nanos, long arrivals, int open, int waiting) {}

    LoadMeter(Admission admission, ToIntFunction<String> waiting, FleetDeployments deployments, LongSupplier nanos) {
        this.admission = admission;
        this.waiting = waiting;
        this.deployments = deployments;
        this.nanos = nanos;
    }

    @Override
    public synchronized Map<String, LoadSample> loads() {
        Map<String, LoadSample> loads = new HashMap<>();
        deployments.withFleet().forEach(deployment -> loads.put(deployment.name(), look(deployment.name())));
        looks.keySet().retainAll(loads.keySet());
        return loads;
    }

    private LoadSample look(String deployment) {
        int held = waiting.applyAsInt(deployment);
        int open = Math.max(0, admission.inFlight(deployment) - held);
        Look now = new Look(nanos.getAsLong(), admission.arrivals(deployment), open, held);
        Deque<Look> past = looks.computeIfAbsent(deployment, name -> new ArrayDeque<>());
        past.addLast(now);
        while (now.nanos() - past.getFirst().nanos() > RATE_WINDOW.toNanos()) {
            past.removeFirst();
        }
        Look first = past.getFirst();
        double seconds = Math.max(1, (now.nanos() - first.nanos()) / 1e9);
        long arrived = now.arrivals() - first.arrivals();
        return new LoadSample(
                arrived / seconds,
                meanOpen(past, now),
                held,
                Duration.ofNanos(Math.max(Duration.ofSeconds(1).toNanos(), now.nanos() - first.nanos())));
    }

    private static double meanOpen(Deque<Look> past, Look now) {
        return past.stream()
                .filter(look -> now.nanos() - look.nanos() <= OPEN_WINDOW.toNanos())
                .mapToInt(Look::open)
                .average()
                .orElse(0);
    }
}
