package io.skipjack.app.operators;

import io.skipjack.app.watching.FleetSight;
import io.skipjack.app.watching.JmxBeans;
import io.skipjack.app.watching.ReadOnlyBean;
import io.skipjack.app.watching.StoreSight;
import io.skipjack.app.watching.TrafficSight;
import io.skipjack.domain.cost.Money;
import io.skipjack.domain.deployment.Deployment;
import io.skipjack.domain.deployment.Tier;
import io.skipjack.domain.fleet.FleetState;
import io.skipjack.domain.fleet.LeaderEpoch;
import io.skipjack.domain.fleet.Replica;
import io.skipjack.domain.fleet.ReplicaState;
import io.skipjack.domain.serverless.EndpointRecord;
import io.skipjack.processors.inference.UpstreamEntry;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The JMX beans of fleets and deployments, which Hawtio shows beside Camel's: what metrics and health say, in one place for
 * whoever looks at one router.
 */
final class FleetBeans {
    private static final String DEPLOYMENT = "Deployment";
    private static final double MILLIS = 1e3;

    private final JmxBeans beans;
    private final TierStandings standings;
    private final LeaderEpoch leader;

    FleetBeans(JmxBeans beans, TierStandings standings, LeaderEpoch leader) {
        this.beans = beans;
        this.standings = standings;
        this.leader = leader;
        beans.show("Fleet", null, fleet());
    }

    /** A bean for each deployment there is now. */
    void show() {
        List<Deployment> deployments = traffic().registry().deployments();
        beans.keep(DEPLOYMENT, deployments.stream().map(Deployment::name).collect(Collectors.toSet()));
        deployments.forEach(each -> beans.show(DEPLOYMENT, each.name(), deployment(each.name())));
    }

    private TrafficSight traffic() {
        return standings.traffic();
    }

    private FleetSight fleets() {
        return standings.fleets();
    }

    private StoreSight store() {
        return standings.store();
    }

    private ReadOnlyBean fleet() {
        return new ReadOnlyBean("The spot fleets and serverless endpoints of all deployments")
                .with(
                        "Deployments",
                        "How many are served",
                        Integer.class,
                        () -> traffic().registry().deployments().size())
                .with(
                        "Replicas",
                        "Live ones by state",
                        Map.class,
                        () -> states(fleets().fleets().replicas()))
                .with(
                        "Wanted",
                        "Replicas that scaling policies want",
                        Integer.class,
                        () -> fleets().fleets().states().stream()
                                .mapToInt(FleetState::wanted)
                                .sum())
                .with(
                        "DollarsPerHour",
                        "What the leases held now cost",
                        Double.class,
                        () -> dollars(fleets().fleets().replicas()))
                .with("ServerlessWorkers", "That run or start", Integer.class, () -> workers(store().endpoints()))
                .with("PriceAgeSeconds", "Of each provider's newest price", Map.class, this::priceAges)
                .with("StoreUp", "Whether the fleet's store answers", Boolean.class, () -> fleets().storeUp())
                .with(
                        "StoreAgeSeconds",
                        "Since it last did",
                        Double.class,
                        () -> fleets().age().toMillis() / MILLIS)
                .with(
                        "Leader",
                        "The router that decides; empty for none",
                        String.class,
                        () -> store().leader().orElse(""))
                .with(
                        "LeadsHere",
                        "Whether that is this one",
                        Boolean.class,
                        () -> leader.current().isPresent());
    }

    private ReadOnlyBean deployment(String name) {
        ReadOnlyBean bean = new ReadOnlyBean("A model that is served, as this router sees it")
                .with("Name", "As in its file", String.class, () -> name)
                .with("Model", "What clients ask for", String.class, () -> {
                    Deployment present = traffic().registry().deployment(name);
                    return present == null ? "" : present.model();
                })
                .with("Status", "UP, DEGRADED or OUT_OF_SERVICE", String.class, () -> health(name, true))
                .with("Reasons", "Why it is not UP", String.class, () -> health(name, false))
                .with("Wanted", "Replicas that the scaling policy wants", Integer.class, () -> {
                    FleetState state = fleets().state(name);
                    return state == null ? 0 : state.wanted();
                })
                .with("Replicas", "Live ones by state", Map.class, () -> states(fleets().live(name)))
                .with("DollarsPerHour", "What its leases cost now", Double.class, () -> dollars(fleets().live(name)))
                .with(
                        "ServerlessWorkers",
                        "That run or start",
                        Integer.class,
                        () -> workers(store().endpoints().stream()
                                .filter(record -> record.id().deployment().equals(name))
                                .toList()))
                .with(
                        "Admitted",
                        "Requests being answered, waiting ones included",
                        Integer.class,
                        () -> traffic().admission().inFlight(name))
                .with(
                        "Waiting",
                        "Requests held until a tier can answer",
                        Integer.class,
                        () -> traffic().hold().waiting(name));
        for (Tier tier : Tier.values()) {
            String word = tier == Tier.SPOT ? "Spot" : "Serverless";
            bean.with(
                            word + "InFlight",
                            "Requests open on its upstreams",
                            Integer.class,
                            () -> traffic().registry().entries(name, tier).stream()
                                    .mapToInt(UpstreamEntry::inFlight)
                                    .sum())
                    .with(
                            word + "Upstreams",
                            "Each in a word",
                            Map.class,
                            () -> new UpstreamStates(traffic().registry()).of(name, tier))
                    .with(
                            word + "Breaker",
                            "State of its circuit breaker",
                            String.class,
                            () -> traffic().breaker(name, tier).name());
        }
        return bean;
    }

    private String health(String name, boolean status) {
        Deployment present = traffic().registry().deployment(name);
        if (present == null) {
            return "";
        }
        var tiers = standings.of(present);
        return status ? DeploymentHealth.status(tiers).getCode() : String.join("; ", DeploymentHealth.reasons(tiers));
    }

    private Map<String, Double> priceAges() {
        Map<String, Double> ages = new TreeMap<>();
        store().priceAges().forEach((provider, age) -> ages.put(provider, age.toMillis() / MILLIS));
        return ages;
    }

    private static Map<String, Integer> states(Collection<Replica> replicas) {
        Map<String, Integer> counts = new TreeMap<>();
        for (ReplicaState state : ReplicaState.values()) {
            if (state.isLive()) {
                counts.put(state.label(), (int) replicas.stream()
                        .filter(replica -> replica.state() == state)
                        .count());
            }
        }
        return counts;
    }

    private static double dollars(Collection<Replica> replicas) {
        return replicas.stream()
                .map(Replica::perHour)
                .reduce(Money.ZERO, Money::plus)
                .dollars()
                .doubleValue();
    }

    private static int workers(Collection<EndpointRecord> records) {
        return records.stream()
                .mapToInt(record -> record.sight() == null ? 0 : record.sight().workers())
                .sum();
    }
}
