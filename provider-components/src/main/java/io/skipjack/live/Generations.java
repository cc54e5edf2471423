package io.skipjack.live;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.camel.model.ModelCamelContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The routes of the folders in the CamelContext, generation after generation: build beside the running ones, switch,
 * let the old ones run empty, remove them. Anything wrong with the new ones and the old ones stay.
 *
 * <p>Used by one thread at a time; the deployer's.
 */
final class Generations {
    private static final Logger LOG = LoggerFactory.getLogger(Generations.class);

    private record Generation(int number, Instant since, List<BuiltRoute> routes, RouteSet set) {}

    private final ModelCamelContext context;
    private final InstantSource clock;
    private final LiveComponent live;
    private final SharedModel shared;
    private final RouteWorkshop workshop;
    private final List<Drain> drains = new ArrayList<>();
    private Generation current;
    private int lastNumber;

    Generations(ModelCamelContext context, InstantSource clock) {
        this.context = context;
        this.clock = clock;
        this.live = context.getComponent("live", LiveComponent.class);
        this.shared = new SharedModel(context);
        this.workshop = new RouteWorkshop(context);
        this.current = new Generation(0, clock.instant(), List.of(), new RouteSet(List.of(), List.of()));
    }

    /** Makes the files the routes that serve; with problems, what served before still does. */
    List<RouteProblem> deploy(RouteFiles files) {
        RouteSet set = RouteSet.of(files);
        GenerationPlan plan =
                GenerationPlan.of(set, current.routes(), !drawnOn(set).equals(drawnOn(current.set())));
        SharedModel.Parts before = shared.installed();
        int number = ++lastNumber;
        List<BuiltRoute> built = new ArrayList<>();
        List<RouteProblem> problems = build(set, plan, number, built);
        if (problems.isEmpty()) {
            problems = switchOver(plan, number, built);
        }
        if (problems.isEmpty()) {
            List<BuiltRoute> routes = new ArrayList<>(plan.kept());
            routes.addAll(built);
            drains.add(new Drain(current.number(), clock.instant(), plan.replaced()));
            current = new Generation(number, clock.instant(), List.copyOf(routes), set);
        } else {
            built.forEach(workshop::remove);
            shared.put(before);
        }
        return problems;
    }

    /** Builds everything as {@link #deploy} does, lets nothing in, and takes it away again. */
    List<RouteProblem> check(RouteFiles files) {
        RouteSet set = RouteSet.of(files);
        SharedModel.Parts before = shared.installed();
        List<BuiltRoute> built = new ArrayList<>();
        List<RouteProblem> problems = build(set, GenerationPlan.of(set, List.of(), true), ++lastNumber, built);
        built.forEach(workshop::remove);
        shared.put(before);
        return problems;
    }

    /** Removes replaced routes that have run empty, or have been given long enough. */
    void drain(Duration limit) {
        Instant now = clock.instant();
        for (Drain drain : List.copyOf(drains)) {
            int inFlight = inFlight(drain);
            boolean overdue = drain.since().plus(limit).isBefore(now);
            if (overdue && inFlight > 0) {
                LOG.warn(
                        "Removing routes of generation {} after {} with {} exchanges inside",
                        drain.number(),
                        limit,
                        inFlight);
            }
            if (overdue || drain.quietAgain(inFlight == 0)) {
                drain.routes().forEach(workshop::remove);
                drains.remove(drain);
                LOG.info("Routes of generation {} are removed", drain.number());
            }
        }
    }

    RouteStatus status(List<RouteProblem> problems) {
        List<RouteStatus.Draining> draining = drains.stream()
                .map(drain -> new RouteStatus.Draining(drain.number(), drain.since(), inFlight(drain)))
                .toList();
        return new RouteStatus(current.number(), current.since(), problems, draining);
    }

    private List<RouteProblem> build(RouteSet set, GenerationPlan plan, int number, List<BuiltRoute> built) {
        List<RouteProblem> problems = new ArrayList<>(set.problems());
        problems.addAll(new ReferenceRules(set, outside()).check());
        problems.addAll(plan.problems());
        problems.addAll(shared.install(set));
        Set<String> broken = new RouteSet(List.of(), problems).broken();
        for (RouteSource source : plan.wanted()) {
            if (buildable(source, set, broken)) {
                Attempt.run(() -> built.add(workshop.build(source, number)))
                        .ifPresent(thrown -> problems.add(Diagnosis.of(thrown, source, others(set, source))));
            }
        }
        return problems.stream().distinct().toList();
    }

    /** A route is not blamed for a file it draws on. */
    private static boolean buildable(RouteSource source, RouteSet set, Set<String> broken) {
        boolean drawsOnBroken = source.outline().entries().stream()
                .map(YamlOutline.Entry::value)
                .filter(value -> value.startsWith("kamelet:"))
                .anyMatch(value -> broken.stream().anyMatch(path -> value.startsWith("kamelet:" + kameletOf(path))));
        return !broken.contains(source.file().path()) && !drawsOnBroken;
    }

    private static String kameletOf(String path) {
        String suffix = RouteFile.Kind.KAMELET.suffix();
        return path.endsWith(suffix)
                ? path.substring(path.lastIndexOf('/') + 1, path.length() - suffix.length())
                : path; // never the name of a Kamelet
    }

    /** From the first consumer started to the switch itself; undone as a whole when a step fails. */
    private List<RouteProblem> switchOver(GenerationPlan plan, int number, List<BuiltRoute> built) {
        List<RouteProblem> problems = new ArrayList<>();
        start(built, RouteSource.Entry.LIVE, problems);
        List<BuiltRoute> stopped = plan.replaced().stream()
                .filter(route -> route.entry() == RouteSource.Entry.SWAPPED)
                .toList();
        if (problems.isEmpty()) {
            stopped.forEach(workshop::stopTaking);
            start(built, RouteSource.Entry.SWAPPED, problems);
            start(built, RouteSource.Entry.LISTENER, problems);
            if (!problems.isEmpty()) {
                stopped.forEach(workshop::takeAgain);
            }
        }
        if (problems.isEmpty()) {
            live.switchTo(number);
        }
        return problems;
    }

    private void start(List<BuiltRoute> built, RouteSource.Entry entry, List<RouteProblem> problems) {
        for (BuiltRoute route : built) {
            if (route.entry() == entry) {
                Attempt.run(() -> workshop.start(route))
                        .ifPresent(thrown -> problems.add(Diagnosis.of(thrown, route.source(), List.of())));
            }
        }
    }

    private ReferenceRules.Outside outside() {
        Predicate<String> keys =
                key -> context.getPropertiesComponent().resolveProperty(key).isPresent();
        return new ReferenceRules.Outside(keys, name -> live.target(name).servedFromJava());
    }

    private int inFlight(Drain drain) {
        return drain.routes().stream().mapToInt(workshop::inFlight).max().orElse(0);
    }

    /** The files a route may draw on: configurations first, their steps become part of the route. */
    private static List<RouteSource> others(RouteSet set, RouteSource source) {
        return Stream.concat(set.configurations(), set.kamelets())
                .filter(other -> other != source)
                .toList();
    }

    private static List<List<String>> drawnOn(RouteSet set) {
        return Stream.concat(set.configurations(), set.kamelets())
                .map(source -> source.outline().shape())
                .toList();
    }
}
