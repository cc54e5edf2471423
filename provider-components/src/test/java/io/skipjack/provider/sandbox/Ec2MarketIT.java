package io.skipjack.provider.sandbox;

import static io.skipjack.provider.sandbox.Ec2Stage.spot;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Ec2Exception;
import software.amazon.awssdk.services.ec2.model.InstanceTypeInfo;
import software.amazon.awssdk.services.ec2.model.LocationType;
import software.amazon.awssdk.services.ec2.model.ResourceType;

/** What the pretend EC2 sells, where and for how much, as the real SDK sees it. */
class Ec2MarketIT {
    private final Ec2Stage stage = Ec2Stage.fast();
    private final Ec2Client ec2 = stage.ec2;

    @AfterEach
    void stop() {
        stage.close();
    }

    @Test
    void spotPricesDifferByZone() {
        assertThat(ec2
                        .describeSpotPriceHistory(request -> request.instanceTypesWithStrings("g6.xlarge")
                                .productDescriptions("Linux/UNIX", "Linux/UNIX (Amazon VPC)"))
                        .spotPriceHistory()
                        .stream()
                        .collect(Collectors.toMap(each -> each.availabilityZone(), each -> each.spotPrice())))
                .containsEntry("us-east-1a", "0.216000")
                .containsEntry("us-east-1b", "0.233280")
                .containsEntry("us-east-1c", "0.205200")
                .hasSize(3);
        assertThat(ec2.describeSpotPriceHistoryPaginator(request -> request.maxResults(7))
                        .spotPriceHistory())
                .hasSizeGreaterThan(50);
    }

    @Test
    void typesTellTheirGpus() {
        List<InstanceTypeInfo> types = ec2
                .describeInstanceTypesPaginator(request -> request.maxResults(5)
                        .filters(filter -> filter.name("instance-type").values("g6.*", "p5.4xlarge")))
                .instanceTypes()
                .stream()
                .toList();

        assertThat(types)
                .extracting(InstanceTypeInfo::instanceTypeAsString)
                .containsExactly("g6.xlarge", "g6.2xlarge", "g6.12xlarge", "g6.48xlarge", "p5.4xlarge");
        InstanceTypeInfo l4 = types.get(2);
        assertThat(l4.vCpuInfo().defaultVCpus()).isEqualTo(48);
        assertThat(l4.memoryInfo().sizeInMiB()).isEqualTo(196_608);
        assertThat(l4.gpuInfo().gpus()).singleElement().satisfies(gpu -> {
            assertThat(gpu.name()).isEqualTo("L4");
            assertThat(gpu.manufacturer()).isEqualTo("NVIDIA");
            assertThat(gpu.count()).isEqualTo(4);
            assertThat(gpu.memoryInfo().sizeInMiB()).isEqualTo(22_888);
        });
        refused(
                "InvalidParameterValue",
                () -> ec2.describeInstanceTypes(request -> request.instanceTypesWithStrings("nosuch.large")));
    }

    @Test
    void notEveryZoneHasEveryType() {
        assertThat(ec2.describeInstanceTypeOfferings(request -> request.locationType(LocationType.AVAILABILITY_ZONE)
                                .filters(filter -> filter.name("instance-type").values("p5.4xlarge", "g6.xlarge")))
                        .instanceTypeOfferings())
                .extracting(each -> each.instanceTypeAsString() + "@" + each.location())
                .containsExactlyInAnyOrder(
                        "g6.xlarge@us-east-1a",
                        "p5.4xlarge@us-east-1a",
                        "g6.xlarge@us-east-1b",
                        "g6.xlarge@us-east-1c");
    }

    @Test
    void zonesAndTheirDefaultSubnetsAreThere() {
        assertThat(ec2.describeAvailabilityZones().availabilityZones())
                .extracting(each -> each.zoneName() + " " + each.stateAsString() + " " + each.zoneId())
                .containsExactly(
                        "us-east-1a available use1-az1",
                        "us-east-1b available use1-az2",
                        "us-east-1c available use1-az3");
        assertThat(ec2.describeSubnets(request -> request.filters(
                                filter -> filter.name("default-for-az").values("true"),
                                filter -> filter.name("availability-zone").values("us-east-1b")))
                        .subnets())
                .singleElement()
                .satisfies(subnet -> {
                    assertThat(subnet.availabilityZone()).isEqualTo("us-east-1b");
                    assertThat(stage.run(spot("").subnetId(subnet.subnetId()).build())
                                    .placement()
                                    .availabilityZone())
                            .isEqualTo("us-east-1b");
                });
        assertThat(ec2.describeSubnets(request ->
                                request.filters(filter -> filter.name("tag-key").values("skipjack")))
                        .subnets())
                .hasSize(3);
        assertThat(ec2.describeRegions().regions())
                .extracting(each -> each.regionName())
                .contains("eu-west-1");
    }

    @Test
    void groupsAreFoundByName() {
        String group = ec2.describeSecurityGroups(request ->
                        request.filters(filter -> filter.name("group-name").values("skipjack-engine")))
                .securityGroups()
                .getFirst()
                .groupId();

        assertThat(stage.run(spot("").securityGroupIds(group).build()).securityGroups())
                .extracting(each -> each.groupId())
                .containsExactly(group);
        assertThat(ec2.describeSecurityGroups(request -> request.filters(
                                filter -> filter.name("group-name").values("other")))
                        .securityGroups())
                .isEmpty();
        refused("InvalidGroup.NotFound", () -> ec2.describeSecurityGroups(request -> request.groupNames("other")));
    }

    @Test
    void imagesAreThereUnlessTheirIdIsAllZeros() {
        assertThat(ec2.describeImages(request -> request.imageIds(Ec2Stage.IMAGE))
                        .images())
                .singleElement()
                .satisfies(each -> assertThat(each.architectureAsString()).isEqualTo("x86_64"));
        refused("InvalidAMIID.NotFound", () -> ec2.describeImages(request -> request.imageIds("ami-00000000")));
    }

    @Test
    void placementScoresAreLowForFewTypes() {
        assertThat(ec2.getSpotPlacementScores(request -> request.targetCapacity(1)
                                .instanceTypes("g6.xlarge")
                                .regionNames("us-east-1", "us-west-2"))
                        .spotPlacementScores())
                .extracting(each -> each.region() + " " + each.score())
                .containsExactlyInAnyOrder("us-east-1 3", "us-west-2 3");
        assertThat(ec2.getSpotPlacementScores(request -> request.targetCapacity(1)
                                .instanceTypes("g6.xlarge", "g5.xlarge", "g4dn.xlarge")
                                .singleAvailabilityZone(true))
                        .spotPlacementScores()
                        .getFirst()
                        .score())
                .isEqualTo(9);
    }

    @Test
    void statusesTagsAndDryRuns() {
        String id = stage.run(spot("").build()).instanceId();
        assertThat(ec2.describeInstanceStatus(request -> request.instanceIds(id).includeAllInstances(true))
                        .instanceStatuses())
                .hasSize(1);
        await().atMost(Duration.ofSeconds(10))
                .until(() -> ec2.describeInstanceStatus(request -> request.instanceIds(id))
                                .instanceStatuses()
                                .size()
                        == 1);

        ec2.createTags(request -> request.resources(id).tags(Ec2Stage.tag("skipjack:epoch", "7")));
        assertThat(stage.fake.books().getFirst().tags()).containsEntry("skipjack:epoch", "7");
        refused(
                "InvalidParameterValue",
                () -> ec2.createTags(request -> request.resources(id).tags(Ec2Stage.tag("aws:x", "7"))));
        refused(
                "InvalidParameterValue",
                () -> ec2.runInstances(spot("").tagSpecifications(
                                tags -> tags.resourceType(ResourceType.INSTANCE).tags(Ec2Stage.tag("aws:x", "7")))
                        .build()));
        refused(
                "DryRunOperation",
                () -> ec2.terminateInstances(request -> request.instanceIds(id).dryRun(true)));
        refused("DryRunOperation", () -> ec2.describeSubnets(request -> request.dryRun(true)));
        assertThat(stage.fake.books().getFirst().isLive()).isTrue();
    }

    @Test
    void quotasAreAnswered() throws Exception {
        stage.fake.quota("L-3819A6DF", 64);
        for (String code : List.of("L-3819A6DF", "L-7212CCBC", "L-C4BD4855", "L-DB2E81BA", "L-417A185B")) {
            JsonNode quota = SignedJson.call(
                            stage.fake.uri(),
                            "servicequotas",
                            "ServiceQuotasV20190624.GetServiceQuota",
                            "{\"ServiceCode\":\"ec2\",\"QuotaCode\":\"" + code + "\"}")
                    .path("Quota");
            assertThat(quota.path("QuotaCode").asText()).isEqualTo(code);
            assertThat(quota.path("Value").asDouble()).isEqualTo(code.equals("L-3819A6DF") ? 64 : 10_000);
        }
        assertThat(SignedJson.call(
                                stage.fake.uri(),
                                "servicequotas",
                                "ServiceQuotasV20190624.GetServiceQuota",
                                "{\"ServiceCode\":\"ec2\",\"QuotaCode\":\"L-0\"}")
                        .path("__type")
                        .asText())
                .isEqualTo("NoSuchResourceException");
    }

    @Test
    void listPricesAreAnswered() throws Exception {
        JsonNode answer = SignedJson.call(stage.fake.uri(), "pricing", "AWSPriceListService.GetProducts", """
                {"ServiceCode":"AmazonEC2","Filters":[
                 {"Type":"TERM_MATCH","Field":"instanceType","Value":"g6.xlarge"},
                 {"Type":"TERM_MATCH","Field":"regionCode","Value":"us-east-1"}]}""");

        assertThat(answer.path("PriceList")).hasSize(1);
        assertThat(answer.path("PriceList").get(0).asText()).contains("\"USD\":\"0.805000\"", "g6.xlarge");
    }

    private static void refused(String code, Runnable call) {
        assertThatExceptionOfType(Ec2Exception.class)
                .isThrownBy(call::run)
                .satisfies(e -> assertThat(e.awsErrorDetails().errorCode()).isEqualTo(code));
    }
}
