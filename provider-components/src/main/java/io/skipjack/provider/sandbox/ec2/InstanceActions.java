package io.skipjack.provider.sandbox.ec2;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** DescribeInstances, DescribeInstanceStatus, TerminateInstances and CreateTags. */
final class InstanceActions {
    private final Cloud cloud;

    InstanceActions(Cloud cloud) {
        this.cloud = cloud;
    }

    void addTo(Map<String, Action> actions) {
        actions.put("DescribeInstances", this::describe);
        actions.put("DescribeInstanceStatus", this::status);
        actions.put("TerminateInstances", this::terminate);
        actions.put("CreateTags", this::createTags);
        actions.put("DeleteTags", this::deleteTags);
    }

    private void describe(Call call, Xml xml) {
        Page<Instance> page = Page.of(call.form(), asked(call));
        call.endDryRun();
        xml.list(
                "reservationSet",
                page.items(),
                (x, each) -> x.text("reservationId", "r-" + each.id().substring(2))
                        .text("ownerId", Places.ACCOUNT)
                        .list("groupSet", List.of(), (none, nothing) -> {})
                        .list("instancesSet", List.of(each), (one, it) -> InstanceXml.write(one, it, call.at())));
        xml.text("nextToken", page.next());
    }

    private List<Instance> asked(Call call) {
        Filters filters = Filters.of(call.form())
                .onlyOf(
                        "instance-state-name",
                        "instance-id",
                        "instance-type",
                        "availability-zone",
                        "client-token",
                        "instance-lifecycle",
                        "private-ip-address");
        List<String> ids = call.form().list("InstanceId");
        List<Instance> named = ids.isEmpty() ? visible(cloud, call) : known(cloud, ids, call);
        return named.stream().filter(each -> accepts(filters, each, call)).toList();
    }

    private static boolean accepts(Filters filters, Instance instance, Call call) {
        Order order = instance.order();
        return filters.accept("instance-state-name", instance.state(call.at()).word())
                && filters.accept("instance-id", instance.id())
                && filters.accept("instance-type", order.type().name())
                && filters.accept("availability-zone", order.zone())
                && filters.accept("client-token", order.clientToken())
                && filters.accept("instance-lifecycle", order.spot() ? "spot" : "on-demand")
                && filters.accept("private-ip-address", instance.address())
                && filters.acceptTags(instance.tags());
    }

    private static List<Instance> visible(Cloud cloud, Call call) {
        return cloud.instances().stream()
                .filter(each -> each.order().region().equals(call.region()) && each.isVisible(call.at()))
                .toList();
    }

    /** All of them, or an error about the first that is not known: EC2 does nothing by halves. */
    static List<Instance> known(Cloud cloud, List<String> ids, Call call) {
        List<Instance> visible = visible(cloud, call);
        List<Instance> known = new ArrayList<>();
        for (String id : ids) {
            if (!id.matches("i-[0-9a-f]{8}([0-9a-f]{9})?")) {
                throw new AwsError("InvalidInstanceID.Malformed", "Invalid id: \"" + id + "\"");
            }
            known.add(visible.stream()
                    .filter(each -> each.id().equals(id))
                    .findFirst()
                    .orElseThrow(() ->
                            new AwsError("InvalidInstanceID.NotFound", "The instance ID '" + id + "' does not exist")));
        }
        return known;
    }

    private void status(Call call, Xml xml) {
        boolean all = call.form().flag("IncludeAllInstances");
        List<Instance> shown = asked(call).stream()
                .filter(each -> all || each.state(call.at()) == Instance.State.RUNNING)
                .toList();
        Page<Instance> page = Page.of(call.form(), shown);
        call.endDryRun();
        xml.list("instanceStatusSet", page.items(), (x, each) -> {
            x.text("instanceId", each.id())
                    .text("availabilityZone", each.order().zone());
            InstanceXml.state(x, "instanceState", each.state(call.at()));
            x.in("systemStatus", inner -> inner.text("status", "ok"));
            x.in("instanceStatus", inner -> inner.text("status", "ok"));
        });
        xml.text("nextToken", page.next());
    }

    private void terminate(Call call, Xml xml) {
        List<String> ids = call.form().list("InstanceId");
        if (ids.isEmpty()) {
            throw AwsError.missing("InstanceId");
        }
        List<Instance> instances = known(cloud, ids, call);
        call.endDryRun();
        Map<String, Instance.State> before = new HashMap<>();
        instances.forEach(each -> before.put(each.id(), each.state(call.at())));
        if (!cloud.misbehaviour().ignoresTermination()) {
            instances.forEach(each ->
                    cloud.end(each.id(), Cloud.BY_USER, "Client.UserInitiatedShutdown: User initiated shutdown"));
        }
        xml.list("instancesSet", instances, (x, each) -> {
            x.text("instanceId", each.id());
            InstanceXml.state(x, "currentState", each.state(call.at()));
            InstanceXml.state(x, "previousState", before.getOrDefault(each.id(), Instance.State.RUNNING));
        });
    }

    private void createTags(Call call, Xml xml) {
        List<Instance> instances = known(cloud, call.form().list("ResourceId"), call);
        call.endDryRun();
        for (Form tag : call.form().items("Tag")) {
            String key = Order.checked(tag.need("Key"));
            instances.forEach(each -> each.tags().put(key, tag.get("Value", "")));
        }
        xml.text("return", true);
    }

    private void deleteTags(Call call, Xml xml) {
        List<Instance> instances = known(cloud, call.form().list("ResourceId"), call);
        call.endDryRun();
        for (Form tag : call.form().items("Tag")) {
            instances.forEach(each -> each.tags().remove(tag.need("Key")));
        }
        xml.text("return", true);
    }
}
