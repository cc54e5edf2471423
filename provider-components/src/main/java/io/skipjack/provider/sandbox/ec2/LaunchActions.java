package io.skipjack.provider.sandbox.ec2;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** RunInstances and CreateFleet. The same token gives the same instances; with other parameters it is refused. */
final class LaunchActions {
    private static final int MOST = 1_000;

    private final Cloud cloud;
    private final Map<String, Remembered> byToken = new HashMap<>();

    /** What came of a call with a token. */
    private record Remembered(
            String fingerprint, String id, List<FleetFilling.Filled> filled, List<FleetFilling.Refused> errors) {}

    LaunchActions(Cloud cloud) {
        this.cloud = cloud;
    }

    void addTo(Map<String, Action> actions) {
        actions.put("RunInstances", this::run);
        actions.put("CreateFleet", this::createFleet);
    }

    private void run(Call call, Xml xml) {
        Form form = cloud.templates().overlay(call.form(), call.region());
        Misbehaviour.Strikes strikes = cloud.misbehaviour().strikes(call.action());
        boolean spot = form.get("InstanceMarketOptions.MarketType", "").equals("spot");
        String maxPrice = form.get("InstanceMarketOptions.SpotOptions.MaxPrice");
        if (maxPrice != null) {
            Prices.parse("maxPrice", maxPrice);
        }
        Order order = new OrderReader(form, call.region(), "").read(null, spot, maxPrice);
        strikes.onCall();
        call.endDryRun();
        Remembered done = remembered(call);
        if (done == null) {
            done = remember(
                    call,
                    cloud.newId("r"),
                    List.of(new FleetFilling.Filled(FleetPool.NONE, run(call, order, strikes))),
                    List.of());
        }
        List<Instance> instances = done.filled().getFirst().instances();
        xml.text("reservationId", done.id()).text("ownerId", Places.ACCOUNT);
        xml.list("groupSet", List.of(), (x, none) -> {});
        xml.list("instancesSet", instances, (x, each) -> InstanceXml.write(x, each, call.at()));
    }

    private List<Instance> run(Call call, Order order, Misbehaviour.Strikes strikes) {
        int least = call.form().number("MinCount", 1);
        int most = call.form().number("MaxCount", 1);
        if (least < 1 || most < least || most > MOST) {
            throw AwsError.invalid("Invalid value for MinCount or MaxCount: 1 to " + MOST + " instances.");
        }
        List<Instance> instances = new ArrayList<>();
        while (instances.size() < most) {
            Optional<AwsError> obstacle = cloud.obstacle(order, strikes);
            if (obstacle.isPresent() && instances.size() < least) {
                instances.forEach(each -> cloud.end(each.id(), "Server.InsufficientInstanceCapacity", "rolled back"));
                throw obstacle.get();
            }
            if (obstacle.isPresent()) {
                break;
            }
            instances.add(cloud.launch(order));
        }
        return instances;
    }

    private void createFleet(Call call, Xml xml) {
        FleetRequest request = FleetRequest.read(call, cloud.templates());
        Misbehaviour.Strikes strikes = cloud.misbehaviour().strikes(call.action());
        strikes.onCall();
        call.endDryRun();
        Remembered done = remembered(call);
        if (done == null) {
            FleetFilling filling = new FleetFilling(cloud, call, request, strikes);
            filling.fill();
            done = remember(call, filling.id(), filling.filled(), filling.errors());
        }
        write(xml, done);
    }

    private static void write(Xml xml, Remembered done) {
        xml.text("fleetId", done.id());
        xml.list(
                "errorSet",
                done.errors(),
                (x, each) -> each.pool()
                        .write(x)
                        .text("lifecycle", each.pool().lifecycle())
                        .text("errorCode", each.error().code())
                        .text("errorMessage", each.error().sentence()));
        xml.list(
                "fleetInstanceSet",
                done.filled(),
                (x, each) -> each.pool()
                        .write(x)
                        .text("lifecycle", each.pool().lifecycle())
                        .texts(
                                "instanceIds",
                                each.instances().stream().map(Instance::id).toList())
                        .text("instanceType", each.pool().type()));
    }

    private @Nullable Remembered remembered(Call call) {
        String token = call.form().get("ClientToken");
        Remembered done = token == null ? null : byToken.get(key(call, token));
        if (done != null && !done.fingerprint().equals(call.form().fingerprint())) {
            throw new AwsError(
                    "IdempotentParameterMismatch",
                    "The client token you have provided is associated with a resource with different parameters.");
        }
        return done;
    }

    private Remembered remember(
            Call call, String id, List<FleetFilling.Filled> filled, List<FleetFilling.Refused> errors) {
        Remembered done = new Remembered(call.form().fingerprint(), id, List.copyOf(filled), List.copyOf(errors));
        String token = call.form().get("ClientToken");
        if (token != null) {
            byToken.put(key(call, token), done);
        }
        return done;
    }

    private static String key(Call call, String token) {
        return call.action() + "@" + call.region() + "@" + token;
    }
}
