package io.skipjack.provider.sandbox.ec2;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.Objects;

/** An instance as EC2 writes it. */
final class InstanceXml {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss").withZone(ZoneOffset.UTC);

    private InstanceXml() {}

    static void write(Xml xml, Instance instance, Instant now) {
        Order order = instance.order();
        Instance.State state = instance.state(now);
        xml.text("instanceId", instance.id()).text("imageId", order.image());
        state(xml, "instanceState", state);
        xml.text("reason", transition(instance))
                .text("amiLaunchIndex", 0)
                .text("clientToken", order.clientToken())
                .text("instanceType", order.type().name())
                .text("launchTime", instance.launchTime())
                .in("placement", x -> x.text("availabilityZone", order.zone()).text("tenancy", "default"))
                .in("monitoring", x -> x.text("state", "disabled"))
                .text("keyName", order.keyName().isEmpty() ? null : order.keyName())
                .text("instanceLifecycle", order.spot() ? "spot" : null)
                .text("spotInstanceRequestId", order.spot() ? instance.spotRequest() : null);
        if (!instance.reasonCode().isEmpty()) {
            xml.in("stateReason", x -> x.text("code", instance.reasonCode()).text("message", instance.reason()));
        }
        if (state != Instance.State.TERMINATED) {
            network(xml, instance);
        }
        machine(xml, order);
        tags(xml, instance.tags());
    }

    /** What a terminated instance has no more. */
    private static void network(Xml xml, Instance instance) {
        Order order = instance.order();
        xml.text("privateDnsName", "ip-" + instance.address().replace('.', '-') + ".ec2.internal")
                .text("privateIpAddress", instance.address())
                .text("subnetId", order.subnet())
                .text("vpcId", Places.vpc(order.region()))
                .list("groupSet", order.groups(), (x, group) -> x.text("groupId", group));
    }

    private static void machine(Xml xml, Order order) {
        xml.text("architecture", "x86_64")
                .text("rootDeviceType", "ebs")
                .text("rootDeviceName", "/dev/sda1")
                .text("virtualizationType", "hvm")
                .text("hypervisor", "xen");
        if (!order.profile().isEmpty()) {
            String arn = "arn:aws:iam::" + Places.ACCOUNT + ":instance-profile/" + order.profile();
            xml.in("iamInstanceProfile", x -> x.text("arn", arn).text("id", "AIPASANDBOX"));
        }
        xml.in(
                "metadataOptions",
                x -> x.text("state", "applied")
                        .text("httpTokens", order.tokensRequired() ? "required" : "optional")
                        .text("httpPutResponseHopLimit", order.hopLimit())
                        .text("httpEndpoint", "enabled")
                        .text("instanceMetadataTags", order.tagsInMetadata() ? "enabled" : "disabled"));
    }

    static void state(Xml xml, String name, Instance.State state) {
        xml.in(name, x -> x.text("code", state.code()).text("name", state.word()));
    }

    static void tags(Xml xml, Map<String, String> tags) {
        xml.list(
                "tagSet",
                tags.entrySet(),
                (x, tag) -> x.text("key", tag.getKey()).text("value", tag.getValue()));
    }

    /** With the time only where somebody's call ended it: as at EC2. */
    private static String transition(Instance instance) {
        return switch (instance.reasonCode()) {
            case Cloud.BY_USER ->
                "User initiated (" + TIME.format(Objects.requireNonNull(instance.endTime())) + " GMT)";
            case Cloud.BY_SPOT -> Cloud.BY_SPOT;
            default -> "";
        };
    }
}
