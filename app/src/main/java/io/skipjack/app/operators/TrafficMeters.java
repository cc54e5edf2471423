package io.skipjack.app.operators;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.skipjack.app.watching.GaugeRows;
import io.skipjack.app.watching.TrafficSight;
import io.skipjack.domain.deployment.Deployment;
import io.skipjack.domain.deployment.Tier;
import io.skipjack.processors.inference.UpstreamEntry;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.DoubleSupplier;

/**
 * What this router's requests are at, per deployment and tier. Every value is asked for at a scrape; a request pays
 * nothing for being shown.
 */
final class TrafficMeters {
    /** A breaker that nobody may use is open, whoever opened it; one that is not used at all is closed. */
    private static final List<String> BREAKER_STATES = List.of("closed", "half_open", "open");

    private final TrafficSight traffic;
    private final GaugeRows admitted;
    private final GaugeRows waiting;
    private final GaugeRows inFlight;
    private final GaugeRows upstreams;
    private final GaugeRows breakers;

    TrafficMeters(MeterRegistry registry, TrafficSight traffic) {
        this.traffic = traffic;
        admitted = new GaugeRows(
                registry, "skipjack.requests.admitted", "Requests being answered, waiting ones included", null);
        waiting = new GaugeRows(registry, "skipjack.requests.waiting", "Requests held until a tier can answer", null);
        inFlight = new GaugeRows(registry, "skipjack.requests.in.flight", "Requests open on upstreams", null);
        upstreams = new GaugeRows(registry, "skipjack.upstreams", "Upstreams by state", null);
        breakers = new GaugeRows(
                registry, "skipjack.breaker.state", "Circuit breaker of a tier: 1 for the state it is in", null);
        Gauge.builder("skipjack.retries", traffic.retries(), retries -> retries.underWay())
                .description("Requests on their second or later leg")
                .register(registry);
        Gauge.builder("skipjack.retry.budget", traffic.retries(), retries -> retries.most())
                .description("Requests that may be on their second or later leg at once")
                .register(registry);
    }

    void show() {
        Map<Tags, DoubleSupplier> in = new HashMap<>();
        Map<Tags, DoubleSupplier> held = new HashMap<>();
        Map<Tags, DoubleSupplier> open = new HashMap<>();
        Map<Tags, DoubleSupplier> states = new HashMap<>();
        Map<Tags, DoubleSupplier> breaker = new HashMap<>();
        for (Deployment deployment : traffic.registry().deployments()) {
            String name = deployment.name();
            Tags tags = Tags.of("skipjack.deployment", name);
            in.put(tags, () -> traffic.admission().inFlight(name));
            held.put(tags, () -> traffic.hold().waiting(name));
            for (Tier tier : Tier.values()) {
                if (deployment.tier(tier) != null) {
                    Tags place = tags.and("skipjack.tier", tier.label());
                    open.put(place, () -> inFlight(name, tier));
                    UpstreamStates.ALL.forEach(state ->
                            states.put(place.and("skipjack.state", word(state)), () -> count(name, tier, state)));
                    BREAKER_STATES.forEach(state -> breaker.put(
                            place.and("skipjack.state", state),
                            () -> state(traffic.breaker(name, tier)).equals(state) ? 1 : 0));
                }
            }
        }
        admitted.show(in);
        waiting.show(held);
        inFlight.show(open);
        upstreams.show(states);
        breakers.show(breaker);
    }

    private double inFlight(String deployment, Tier tier) {
        return traffic.registry().entries(deployment, tier).stream()
                .mapToInt(UpstreamEntry::inFlight)
                .sum();
    }

    private double count(String deployment, Tier tier, String state) {
        return new UpstreamStates(traffic.registry())
                .of(deployment, tier).values().stream().filter(state::equals).count();
    }

    private static String word(String state) {
        return state.replace(' ', '_');
    }

    private static String state(CircuitBreaker.State state) {
        return switch (state) {
            case OPEN, FORCED_OPEN -> "open";
            case HALF_OPEN -> "half_open";
            case CLOSED, DISABLED, METRICS_ONLY ->
                CircuitBreaker.State.CLOSED.name().toLowerCase(Locale.ROOT);
        };
    }
}
