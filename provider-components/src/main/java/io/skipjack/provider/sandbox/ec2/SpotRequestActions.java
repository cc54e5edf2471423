package io.skipjack.provider.sandbox.ec2;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** DescribeSpotInstanceRequests: each spot instance came from a request of its own, whose status tells of its end. */
final class SpotRequestActions {
    private final Cloud cloud;

    SpotRequestActions(Cloud cloud) {
        this.cloud = cloud;
    }

    void addTo(Map<String, Action> actions) {
        actions.put("DescribeSpotInstanceRequests", this::describe);
    }

    /** The status of a request, and since when it is so. */
    private record Status(String state, String code, String message, Instant since) {
        static Status of(Instance instance, Instant now) {
            Instant ending = instance.endTime();
            if (ending != null) {
                return instance.reasonCode().equals(Cloud.BY_SPOT)
                        ? new Status(
                                "closed",
                                "instance-terminated-no-capacity",
                                "Your Spot instance was terminated because there is no Spot capacity available that"
                                        + " matches your request.",
                                ending)
                        : new Status(
                                "closed",
                                "instance-terminated-by-user",
                                "Spot Instance terminated due to user-initiated" + " termination.",
                                ending);
            }
            Instant shown = instance.notice().shownAt();
            return instance.notice().visibleDeadline(now) == null
                    ? new Status("active", "fulfilled", "Your Spot request is fulfilled.", instance.launchTime())
                    : new Status(
                            "active",
                            "marked-for-termination",
                            "Your Spot instance is marked for termination.",
                            Objects.requireNonNull(shown));
        }
    }

    private void describe(Call call, Xml xml) {
        Page<Instance> page = Page.of(call.form(), asked(call));
        call.endDryRun();
        xml.list("spotInstanceRequestSet", page.items(), (x, each) -> write(x, each, call.at()));
        xml.text("nextToken", page.next());
    }

    private List<Instance> asked(Call call) {
        Filters filters = Filters.of(call.form())
                .onlyOf(
                        "spot-instance-request-id",
                        "instance-id",
                        "state",
                        "status-code",
                        "launched-availability-zone");
        List<Instance> all = cloud.instances().stream()
                .filter(each -> each.order().spot() && each.order().region().equals(call.region()))
                .toList();
        List<String> ids = call.form().list("SpotInstanceRequestId");
        for (String id : ids) {
            if (all.stream().noneMatch(each -> each.spotRequest().equals(id))) {
                throw new AwsError(
                        "InvalidSpotInstanceRequestID.NotFound",
                        "The spot instance request ID '" + id + "' does not exist");
            }
        }
        return all.stream()
                .filter(each -> ids.isEmpty() || ids.contains(each.spotRequest()))
                .filter(each -> accepts(filters, each, call.at()))
                .toList();
    }

    private static boolean accepts(Filters filters, Instance instance, Instant now) {
        Status status = Status.of(instance, now);
        return filters.accept("spot-instance-request-id", instance.spotRequest())
                && filters.accept("instance-id", instance.id())
                && filters.accept("state", status.state())
                && filters.accept("status-code", status.code())
                && filters.accept("launched-availability-zone", instance.order().zone());
    }

    private static void write(Xml xml, Instance instance, Instant now) {
        Order order = instance.order();
        Status status = Status.of(instance, now);
        xml.text("spotInstanceRequestId", instance.spotRequest())
                .text("spotPrice", order.maxPrice())
                .text("type", "one-time")
                .text("state", status.state())
                .in(
                        "status",
                        x -> x.text("code", status.code())
                                .text("updateTime", status.since())
                                .text("message", status.message()))
                .text("instanceId", instance.id())
                .text("createTime", instance.launchTime())
                .text("productDescription", "Linux/UNIX")
                .text("launchedAvailabilityZone", order.zone())
                .text("instanceInterruptionBehavior", "terminate");
    }
}
