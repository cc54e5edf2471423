package io.skipjack.provider.sandbox.ec2;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** What is sold and for how much: spot prices, types, where they are offered, placement scores. */
final class MarketActions {
    private static final int BEST_SCORE = 9;
    private static final int FEW_TYPES_SCORE = 3;

    private final Cloud cloud;

    MarketActions(Cloud cloud) {
        this.cloud = cloud;
    }

    void addTo(Map<String, Action> actions) {
        actions.put("DescribeSpotPriceHistory", this::spotPrices);
        actions.put("DescribeInstanceTypes", this::types);
        actions.put("DescribeInstanceTypeOfferings", this::offerings);
        actions.put("GetSpotPlacementScores", this::scores);
    }

    private void spotPrices(Call call, Xml xml) {
        Filters filters = Filters.of(call.form())
                .onlyOf("instance-type", "availability-zone", "product-description", "spot-price", "timestamp");
        List<String> types = call.form().list("InstanceType");
        List<String> products = call.form().list("ProductDescription");
        String zone = call.form().get("AvailabilityZone", "");
        boolean linux = products.isEmpty() || products.contains("Linux/UNIX");
        Page<Market.Shown> page = Page.of(
                call.form(),
                history(call).stream()
                        .filter(each -> linux && (types.isEmpty() || types.contains(each.type())))
                        .filter(each -> zone.isEmpty() || zone.equals(each.zone()))
                        .filter(each -> filters.accept("instance-type", each.type())
                                && filters.accept("availability-zone", each.zone())
                                && filters.accept("product-description", "Linux/UNIX"))
                        .toList());
        call.endDryRun();
        xml.list(
                "spotPriceHistorySet",
                page.items(),
                (x, each) -> x.text("instanceType", each.type())
                        .text("productDescription", "Linux/UNIX")
                        .text("spotPrice", each.price())
                        .text("timestamp", each.at())
                        .text("availabilityZone", each.zone()));
        xml.text("nextToken", page.next());
    }

    private List<Market.Shown> history(Call call) {
        Instant asked = call.form().instant("EndTime", call.at());
        Instant until = asked.isAfter(call.at()) ? call.at() : asked;
        Instant from = call.form().instant("StartTime", Instant.EPOCH);
        return cloud.market().history(call.region(), from.isAfter(until) ? until : from, until);
    }

    private void types(Call call, Xml xml) {
        Filters filters = Filters.of(call.form())
                .onlyOf(
                        "instance-type",
                        "supported-usage-class",
                        "processor-info.supported-architecture",
                        "current-generation",
                        "bare-metal");
        List<String> named = call.form().list("InstanceType");
        named.forEach(OrderReader::type);
        List<InstanceType> all = Catalogue.types().stream()
                .filter(each -> named.isEmpty() || named.contains(each.name()))
                .filter(each -> filters.accept("instance-type", each.name())
                        && filters.accept("processor-info.supported-architecture", "x86_64")
                        && filters.accept("current-generation", "true")
                        && filters.accept("bare-metal", "false"))
                .toList();
        Page<InstanceType> page = Page.of(call.form(), all);
        call.endDryRun();
        xml.list("instanceTypeSet", page.items(), MarketActions::write);
        xml.text("nextToken", page.next());
    }

    private static void write(Xml xml, InstanceType type) {
        xml.text("instanceType", type.name())
                .text("currentGeneration", true)
                .text("bareMetal", false)
                .list("supportedUsageClasses", List.of(), (x, none) -> {})
                .in("vCpuInfo", x -> x.text("defaultVCpus", type.vcpus()).text("defaultCores", type.vcpus() / 2))
                .in("memoryInfo", x -> x.text("sizeInMiB", type.memoryGiB() * 1024L))
                .in("processorInfo", x -> x.texts("supportedArchitectures", List.of("x86_64")))
                .in(
                        "gpuInfo",
                        gpus -> gpus.list(
                                        "gpus",
                                        List.of(type),
                                        (x, each) -> x.text("name", each.gpu())
                                                .text("manufacturer", "NVIDIA")
                                                .text("count", each.gpuCount())
                                                .in("memoryInfo", memory -> memory.text("sizeInMiB", each.gpuMiB())))
                                .text("totalGpuMemoryInMiB", type.gpuMiB() * type.gpuCount()));
    }

    private void offerings(Call call, Xml xml) {
        String by = call.form().get("LocationType", "region");
        Filters filters = Filters.of(call.form()).onlyOf("instance-type", "location");
        Collection<String> places =
                by.equals("availability-zone") ? Catalogue.zones(call.region()) : List.of(call.region());
        List<Map.Entry<String, String>> offerings = new ArrayList<>();
        for (String place : places) {
            for (InstanceType type : Catalogue.types()) {
                boolean sold = by.equals("availability-zone")
                        ? Catalogue.sells(type.name(), place)
                        : Catalogue.zones(place).stream().anyMatch(zone -> Catalogue.sells(type.name(), zone));
                if (sold && filters.accept("instance-type", type.name()) && filters.accept("location", place)) {
                    offerings.add(Map.entry(type.name(), place));
                }
            }
        }
        Page<Map.Entry<String, String>> page = Page.of(call.form(), offerings);
        call.endDryRun();
        xml.list(
                "instanceTypeOfferingSet",
                page.items(),
                (x, each) -> x.text("instanceType", each.getKey())
                        .text("locationType", by)
                        .text("location", each.getValue()));
        xml.text("nextToken", page.next());
    }

    /** High where a price is low against the list; with fewer than three types always low, as at AWS. */
    private void scores(Call call, Xml xml) {
        List<String> types = call.form().list("InstanceType");
        boolean perZone = call.form().flag("SingleAvailabilityZone");
        List<String> regions = call.form().list("RegionName");
        if (call.form().number("TargetCapacity", 0) < 1) {
            throw AwsError.missing("TargetCapacity");
        }
        types.forEach(OrderReader::type);
        call.endDryRun();
        List<String> zones = (regions.isEmpty() ? List.of(call.region()) : regions)
                .stream()
                        .flatMap(region -> Catalogue.zones(region).stream())
                        .sorted(Comparator.comparing(zone -> -score(types, zone)))
                        .toList();
        List<String> shown = perZone
                ? zones
                : zones.stream().map(Catalogue::region).distinct().toList();
        xml.list(
                "spotPlacementScoreSet",
                shown,
                (x, place) -> x.text("region", perZone ? Catalogue.region(place) : place)
                        .text("availabilityZoneId", perZone ? PlaceActions.zoneId(place) : null)
                        .text("score", perZone ? score(types, place) : score(types, place + "a")));
    }

    private static int score(List<String> types, String zone) {
        long sold = types.stream().filter(type -> Catalogue.sells(type, zone)).count();
        return sold == 0 ? 1 : sold < 3 ? FEW_TYPES_SCORE : zone.endsWith("b") ? BEST_SCORE - 2 : BEST_SCORE;
    }
}
