package io.skipjack.provider.sandbox.ec2;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Fills one instant fleet: asks the pools, the best first, until there are enough; those without room become errors. */
final class FleetFilling {
    private final Cloud cloud;
    private final Call call;
    private final FleetRequest request;
    private final Misbehaviour.Strikes strikes;
    private final String id;
    private final List<Filled> filled = new ArrayList<>();
    private final List<Refused> errors = new ArrayList<>();

    /** A pool that gave instances. */
    record Filled(FleetPool pool, List<Instance> instances) {}

    /** A pool that gave none, or no more. */
    record Refused(FleetPool pool, AwsError error) {}

    FleetFilling(Cloud cloud, Call call, FleetRequest request, Misbehaviour.Strikes strikes) {
        this.cloud = cloud;
        this.call = call;
        this.request = request;
        this.strikes = strikes;
        this.id = cloud.newId("fleet");
    }

    String id() {
        return id;
    }

    List<Filled> filled() {
        return filled;
    }

    List<Refused> errors() {
        return errors;
    }

    void fill() {
        int missing = Math.min(request.capacity(), cloud.misbehaviour().fleetLimit());
        List<FleetPool> pools = request.pools().stream()
                .sorted(Comparator.comparing(pool -> pool.rank(cloud.market(), call)))
                .toList();
        for (FleetPool pool : pools) {
            missing -= fill(pool, missing);
        }
        int got = filled.stream().mapToInt(each -> each.instances().size()).sum();
        if (got < request.capacity() && errors.isEmpty()) {
            errors.add(new Refused(pools.getFirst(), AwsError.of("UnfulfillableCapacity")));
        }
    }

    private int fill(FleetPool pool, int wanted) {
        List<Instance> instances = new ArrayList<>();
        for (int i = 0; i < wanted; i++) {
            Optional<AwsError> obstacle = start(pool, instances);
            if (obstacle.isPresent()) {
                errors.add(new Refused(pool, obstacle.get()));
                break;
            }
        }
        if (!instances.isEmpty()) {
            filled.add(new Filled(pool, instances));
        }
        return instances.size();
    }

    private Optional<AwsError> start(FleetPool pool, List<Instance> instances) {
        try {
            Order order = pool.order(call.region(), id, request.tags());
            Optional<AwsError> obstacle = cloud.obstacle(order, strikes);
            if (obstacle.isEmpty()) {
                instances.add(cloud.launch(order));
            }
            return obstacle;
        } catch (AwsError e) {
            // what is wrong with one pool, a missing image for instance, is said of that pool
            return Optional.of(e);
        }
    }
}
