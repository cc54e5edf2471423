package io.skipjack.provider.sandbox.ec2;

import java.util.List;
import java.util.Map;

/** Regions, zones, subnets, security groups and images: nothing here ever changes. */
final class PlaceActions {
    private static final String GROUP = "skipjack-engine";
    private static final Map<String, String> SUBNET_TAGS = Map.of("skipjack", "engines");

    void addTo(Map<String, Action> actions) {
        actions.put("DescribeRegions", this::regions);
        actions.put("DescribeAvailabilityZones", this::zones);
        actions.put("DescribeSubnets", this::subnets);
        actions.put("DescribeSecurityGroups", this::groups);
        actions.put("DescribeImages", this::images);
    }

    private void regions(Call call, Xml xml) {
        call.endDryRun();
        xml.list(
                "regionInfo",
                Catalogue.regions(),
                (x, region) -> x.text("regionName", region)
                        .text("regionEndpoint", "ec2." + region + ".amazonaws.com")
                        .text("optInStatus", "opt-in-not-required"));
    }

    private void zones(Call call, Xml xml) {
        Filters filters =
                Filters.of(call.form()).onlyOf("zone-name", "state", "zone-type", "opt-in-status", "region-name");
        List<String> named = call.form().list("ZoneName");
        List<String> zones = Catalogue.zones(call.region()).stream()
                .filter(zone -> named.isEmpty() || named.contains(zone))
                .filter(zone -> filters.accept("zone-name", zone)
                        && filters.accept("state", "available")
                        && filters.accept("zone-type", "availability-zone"))
                .toList();
        call.endDryRun();
        xml.list(
                "availabilityZoneInfo",
                zones,
                (x, zone) -> x.text("zoneName", zone)
                        .text("zoneState", "available")
                        .text("regionName", call.region())
                        .text("zoneId", zoneId(zone))
                        .text("zoneType", "availability-zone")
                        .text("optInStatus", "opt-in-not-required"));
    }

    static String zoneId(String zone) {
        String[] parts = Catalogue.region(zone).split("-", -1);
        return parts[0] + parts[1].charAt(0) + parts[2] + "-az" + (zone.charAt(zone.length() - 1) - 'a' + 1);
    }

    /** Of each zone one, tagged {@code skipjack=engines} so that a search by tag finds it as well. */
    private void subnets(Call call, Xml xml) {
        Filters filters = Filters.of(call.form())
                .onlyOf("default-for-az", "availability-zone", "subnet-id", "vpc-id", "state", "availabilityZone");
        List<String> ids = call.form().list("SubnetId");
        ids.forEach(id -> Places.zone(id, call.region()));
        List<String> zones = Catalogue.zones(call.region()).stream()
                .filter(zone -> ids.isEmpty() || ids.contains(Places.subnet(zone)))
                .filter(zone -> filters.accept("default-for-az", "true")
                        && filters.accept("availability-zone", zone)
                        && filters.accept("availabilityZone", zone)
                        && filters.accept("subnet-id", Places.subnet(zone))
                        && filters.accept("vpc-id", Places.vpc(call.region()))
                        && filters.accept("state", "available")
                        && filters.acceptTags(SUBNET_TAGS))
                .toList();
        call.endDryRun();
        xml.list("subnetSet", zones, PlaceActions::subnet);
    }

    private static void subnet(Xml xml, String zone) {
        xml.text("subnetId", Places.subnet(zone))
                .text("state", "available")
                .text("vpcId", Places.vpc(Catalogue.region(zone)))
                .text("availabilityZone", zone)
                .text("availableIpAddressCount", 4091)
                .text("defaultForAz", true)
                .text("mapPublicIpOnLaunch", true);
        InstanceXml.tags(xml, SUBNET_TAGS);
    }

    /** The group of engines, and {@code default}; any other name finds nothing. */
    private void groups(Call call, Xml xml) {
        Filters filters = Filters.of(call.form()).onlyOf("group-name", "group-id", "vpc-id");
        List<String> names = call.form().list("GroupName");
        List<String> ids = call.form().list("GroupId");
        List<String> all = List.of(GROUP, "default");
        names.stream().filter(name -> !all.contains(name)).findFirst().ifPresent(name -> {
            throw new AwsError("InvalidGroup.NotFound", "The security group '" + name + "' does not exist");
        });
        ids.forEach(id -> Places.checkGroup(id, call.region()));
        List<String> found = all.stream()
                .filter(name -> names.isEmpty() || names.contains(name))
                .filter(name -> ids.isEmpty() || ids.contains(Places.group(name, call.region())))
                .filter(name -> filters.accept("group-name", name)
                        && filters.accept("group-id", Places.group(name, call.region()))
                        && filters.accept("vpc-id", Places.vpc(call.region())))
                .toList();
        call.endDryRun();
        xml.list(
                "securityGroupInfo",
                found,
                (x, name) -> x.text("ownerId", Places.ACCOUNT)
                        .text("groupId", Places.group(name, call.region()))
                        .text("groupName", name)
                        .text("groupDescription", "of the sandbox")
                        .text("vpcId", Places.vpc(call.region())));
    }

    private void images(Call call, Xml xml) {
        List<String> ids = call.form().list("ImageId");
        ids.forEach(id -> Images.check(id, call.region()));
        call.endDryRun();
        xml.list(
                "imagesSet",
                ids,
                (x, id) -> x.text("imageId", id)
                        .text("imageState", "available")
                        .text("architecture", "x86_64")
                        .text("rootDeviceName", "/dev/sda1")
                        .text("rootDeviceType", "ebs")
                        .text("name", "Deep Learning Base OSS Nvidia Driver GPU AMI (Ubuntu 24.04)")
                        .text("imageOwnerId", Places.ACCOUNT)
                        .text("creationDate", "2026-01-01T00:00:00.000Z"));
    }
}
