package io.skipjack.app.admin;

import io.skipjack.app.deployments.DeploymentCatalog;
import io.skipjack.app.operators.UpstreamStates;
import io.skipjack.domain.deployment.Deployment;
import io.skipjack.domain.fleet.FleetSnapshot;
import io.skipjack.domain.fleet.FleetStore;
import io.skipjack.domain.fleet.LeaderEpoch;
import io.skipjack.domain.fleet.StoreUnavailableException;
import io.skipjack.domain.market.PriceQuote;
import io.skipjack.domain.serverless.ServerlessView;
import io.skipjack.processors.admin.StatusSource;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What this router serves, and what the fleet's store says. A store that cannot be read takes the fleet's part away, not
 * the whole: that is when somebody looks.
 *
 * @param catalog what is deployed
 * @param upstreams how it is served
 * @param store gives null while there is none
 * @param leader gives null while there is none
 * @param endpoints what is on record of serverless endpoints
 * @param url where clients ask, from this machine
 * @param clock for ages
 */
record RouterStatus(
        DeploymentCatalog catalog,
        UpstreamStates upstreams,
        Supplier<@Nullable FleetStore> store,
        Supplier<@Nullable LeaderEpoch> leader,
        EndpointStates endpoints,
        URI url,
        InstantSource clock)
        implements StatusSource {

    @Override
    public Map<String, Object> status() {
        Instant now = clock.instant();
        Remembered remembered = remembered(now);
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("at", now.toString());
        map.put("endpoint", url.toString());
        map.put("leader", leading());
        map.put("store", remembered.store());
        map.put("prices", remembered.prices());
        map.put("fleet", total(remembered.fleet()));
        map.put("problems", catalog.problem().map(text -> text.lines().toList()).orElse(List.of()));
        map.put("deployments", deployments(remembered.fleet()));
        return map;
    }

    private Map<String, Object> leading() {
        LeaderEpoch epoch = leader.get();
        OptionalLong current = epoch == null ? OptionalLong.empty() : epoch.current();
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("here", current.isPresent());
        map.put("epoch", current.isPresent() ? Long.valueOf(current.getAsLong()) : null);
        return map;
    }

    private Remembered remembered(Instant now) {
        FleetStore present = store.get();
        if (present == null) {
            return new Remembered("none", null, null);
        }
        try {
            FleetSnapshot snapshot = present.snapshot();
            return new Remembered("up", new FleetStatus(snapshot, now), prices(present.prices(), now));
        } catch (StoreUnavailableException down) {
            return new Remembered("down", null, null);
        }
    }

    private static Map<String, Object> prices(List<PriceQuote> quotes, Instant now) {
        Instant newest =
                quotes.stream().map(PriceQuote::at).max(Instant::compareTo).orElse(null);
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("offers", quotes.size());
        map.put("newest", newest == null ? null : newest.toString());
        map.put("age_seconds", newest == null ? null : Age.seconds(newest, now));
        map.put("last_good", quotes.stream().map(quote -> lastGood(quote, now)).toList());
        return map;
    }

    /** What launches reckon with; its age is since the source says it was valid. */
    private static Map<String, Object> lastGood(PriceQuote quote, Instant now) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("offer", quote.offer().toString());
        map.put("dollars_per_hour", quote.perHour().dollars());
        map.put("age_seconds", Age.seconds(quote.at(), now));
        return map;
    }

    private static @Nullable Map<String, Object> total(@Nullable FleetStatus fleet) {
        return fleet == null
                ? null
                : Map.of(
                        "live",
                        fleet.live(),
                        "dollars_per_hour",
                        fleet.perHour().dollars());
    }

    private List<Map<String, Object>> deployments(@Nullable FleetStatus fleet) {
        List<Map<String, Object>> all = new ArrayList<>();
        Set<String> shown = new HashSet<>();
        Map<String, ServerlessView> views = endpoints.byDeployment();
        for (Deployment deployment : catalog.current()) {
            Map<String, Object> map = new DeploymentView(deployment, upstreams).map();
            boolean launched = deployment.fleet() != null;
            map.put("fleet", launched && fleet != null ? fleet.of(deployment.name(), deployment.fleet()) : null);
            show(views.remove(deployment.name()), map);
            all.add(map);
            if (launched) {
                shown.add(deployment.name());
            }
        }
        // the views that are left belong to no file
        Set<String> others = new LinkedHashSet<>(views.keySet());
        if (fleet != null) {
            fleet.deployments().stream().filter(name -> !shown.contains(name)).forEach(others::add);
        }
        for (String name : others) {
            Map<String, Object> left = gone(name, fleet, views.get(name));
            if (!left.isEmpty()) {
                all.add(left);
            }
        }
        return all;
    }

    private void show(@Nullable ServerlessView view, Map<String, Object> deployment) {
        if (view != null) {
            endpoints.show(view, deployment);
        }
    }

    /** What is left of what no file asks for; nothing once all of it has ended. */
    private Map<String, Object> gone(String name, @Nullable FleetStatus fleet, @Nullable ServerlessView view) {
        Map<String, Object> map = new LinkedHashMap<>();
        Map<String, Object> left = fleet == null ? Map.of() : fleet.of(name, null);
        boolean replicas = !left.isEmpty() && !Long.valueOf(0).equals(left.get("live"));
        if (!replicas && view == null) {
            return Map.of();
        }
        map.put("name", name);
        map.put("removed", true);
        map.put("fleet", replicas ? left : null);
        show(view, map);
        return map;
    }

    private record Remembered(
            String store,
            @Nullable FleetStatus fleet,
            @Nullable Map<String, Object> prices) {}
}
