package io.skipjack.provider.sandbox;

import static io.skipjack.provider.sandbox.Ec2Stage.fleet;
import static io.skipjack.provider.sandbox.Ec2Stage.spot;
import static io.skipjack.provider.sandbox.Ec2Stage.userData;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.skipjack.provider.sandbox.ec2.CloudSettings;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.CreateFleetResponse;
import software.amazon.awssdk.services.ec2.model.Ec2Exception;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.sts.StsClient;

/** The pretend EC2 as the real SDK sees it: launching, looking, ending. */
class FakeEc2IT {
    private static final Duration SOON = Duration.ofSeconds(10);

    private final Ec2Stage stage = Ec2Stage.fast();
    private final Ec2Client ec2 = stage.ec2;

    @AfterEach
    void stop() {
        stage.close();
    }

    @Test
    void runsASpotInstanceWithAnEngineOnItsOwnAddress() throws Exception {
        Instance launched = stage.run(spot(userData("")).build());

        assertThat(launched.instanceId()).matches("i-[0-9a-f]{17}");
        assertThat(launched.instanceLifecycleAsString()).isEqualTo("spot");
        assertThat(launched.state().name()).isEqualTo(InstanceStateName.PENDING);
        assertThat(launched.placement().availabilityZone()).isEqualTo("us-east-1a");
        assertThat(launched.tags()).contains(Ec2Stage.tag("skipjack:replica", "rack-1"));
        await().atMost(SOON).until(() -> stage.fake.phase(launched.instanceId()).equals("ready"));
        assertThat(look(launched.instanceId()).state().name()).isEqualTo(InstanceStateName.RUNNING);
        assertThat(models(look(launched.instanceId()).privateIpAddress(), "sandbox-engine-key"))
                .contains("it's/a-model", "4096");
        assertThat(models(launched.privateIpAddress(), "another")).contains("Unauthorized");
    }

    @Test
    void theSameTokenGivesTheSameInstance() {
        Instance first = stage.run(spot("").clientToken("t-1").build());

        assertThat(stage.run(spot("").clientToken("t-1").build()).instanceId()).isEqualTo(first.instanceId());
        assertThat(stage.run(spot("").clientToken("t-2").build()).instanceId()).isNotEqualTo(first.instanceId());
        refused(
                "IdempotentParameterMismatch",
                400,
                () -> ec2.runInstances(
                        spot("").clientToken("t-1").keyName("other").build()));
        assertThat(stage.fake.books()).hasSize(2);
    }

    @Test
    void aFleetTakesTheCheapestPool() {
        stage.template(userData(""));

        CreateFleetResponse fleet =
                ec2.createFleet(fleet(1, "t", "g6.xlarge@us-east-1a", "g6.xlarge@us-east-1c", "g5.xlarge@us-east-1c"));

        assertThat(fleet.errors()).isEmpty();
        assertThat(fleet.instances()).singleElement().satisfies(each -> {
            assertThat(each.instanceTypeAsString()).isEqualTo("g6.xlarge");
            assertThat(each.lifecycleAsString()).isEqualTo("spot");
            assertThat(each.launchTemplateAndOverrides().overrides().availabilityZone())
                    .isEqualTo("us-east-1c");
            Instance instance = look(each.instanceIds().getFirst());
            assertThat(instance.placement().availabilityZone()).isEqualTo("us-east-1c");
            assertThat(instance.tags()).contains(Ec2Stage.tag("aws:ec2:fleet-id", fleet.fleetId()));
            assertThat(instance.metadataOptions().httpTokensAsString()).isEqualTo("required");
        });
    }

    @Test
    void aFleetWithTheSameTokenIsTheSameFleet() {
        stage.template("");
        CreateFleetResponse first = ec2.createFleet(fleet(1, "t", "g6.xlarge@us-east-1a"));

        CreateFleetResponse again = ec2.createFleet(fleet(1, "t", "g6.xlarge@us-east-1a"));

        assertThat(again.fleetId()).isEqualTo(first.fleetId());
        assertThat(again.instances()).isEqualTo(first.instances());
        refused("IdempotentParameterMismatch", 400, () -> ec2.createFleet(fleet(2, "t", "g6.xlarge@us-east-1a")));
    }

    @Test
    void aFleetThatGetsNothingSaysWhyForEachPool() {
        stage.template("");

        CreateFleetResponse fleet = ec2.createFleet(
                fleet(1, "t", "g6.xlarge@us-east-1a@0.01", "p5.4xlarge@us-east-1c", "nosuch.large@us-east-1a"));

        assertThat(fleet.instances()).isEmpty();
        assertThat(fleet.errors())
                .extracting(each ->
                        each.launchTemplateAndOverrides().overrides().instanceTypeAsString() + " " + each.errorCode())
                .containsExactlyInAnyOrder(
                        "g6.xlarge SpotMaxPriceTooLow", "p5.4xlarge Unsupported", "nosuch.large InvalidParameterValue");
    }

    @Test
    void findsInstancesByTagAndState() {
        String mine = stage.run(spot("").build()).instanceId();
        stage.run(spot("").tagSpecifications(Ec2Stage.tags("rack-2")).build());

        assertThat(ids(ec2
                        .describeInstances(request -> request.filters(
                                filter -> filter.name("tag:skipjack:replica").values("rack-1"),
                                filter -> filter.name("instance-state-name").values("pending", "running")))
                        .reservations()
                        .stream()
                        .flatMap(each -> each.instances().stream())
                        .toList()))
                .containsExactly(mine);
        assertThat(ids(ec2
                        .describeInstances(request ->
                                request.filters(filter -> filter.name("tag-key").values("skipjack:owner")))
                        .reservations()
                        .stream()
                        .flatMap(each -> each.instances().stream())
                        .toList()))
                .hasSize(2);
        refused(
                "InvalidParameterValue",
                400,
                () -> ec2.describeInstances(
                        request -> request.filters(filter -> filter.name("tags").values("x"))));
    }

    @Test
    void listsInPages() {
        for (int i = 0; i < 7; i++) {
            stage.run(spot("").build());
        }

        assertThat(ec2.describeInstancesPaginator(request -> request.maxResults(5))
                        .reservations())
                .hasSize(7);
        assertThat(ec2.describeInstances(request -> request.maxResults(5)).reservations())
                .hasSize(5);
    }

    @Test
    void terminatesAllOrNone() {
        String id = stage.run(spot("").build()).instanceId();

        refused(
                "InvalidInstanceID.NotFound",
                400,
                () -> ec2.terminateInstances(request -> request.instanceIds(id, "i-00000000000000000")));
        assertThat(stage.fake.books().getFirst().isLive()).isTrue();

        assertThat(ec2.terminateInstances(request -> request.instanceIds(id)).terminatingInstances())
                .singleElement()
                .satisfies(
                        each -> assertThat(each.currentState().nameAsString()).isEqualTo("shutting-down"));
        await().atMost(SOON).until(() -> look(id).state().name() == InstanceStateName.TERMINATED);
        assertThat(look(id).stateReason().code()).isEqualTo("Client.UserInitiatedShutdown");
        assertThat(look(id).privateIpAddress()).isNull();
        assertThat(ec2.terminateInstances(request -> request.instanceIds(id)).terminatingInstances())
                .singleElement()
                .satisfies(
                        each -> assertThat(each.currentState().nameAsString()).isEqualTo("terminated"));
    }

    @Test
    void wrongParametersAreRefusedInAwsWords() {
        refused(
                "InvalidAMIID.NotFound",
                400,
                () -> ec2.runInstances(spot("").imageId("ami-00000000").build()));
        refused(
                "InvalidAMIID.Malformed",
                400,
                () -> ec2.runInstances(spot("").imageId("nope").build()));
        refused(
                "InvalidParameterValue",
                400,
                () -> ec2.runInstances(spot("").instanceType("m9.huge").build()));
        refused(
                "InvalidParameterValue",
                400,
                () -> ec2.runInstances(spot("x".repeat(16_385)).build()));
        refused(
                "InvalidUserData.Malformed",
                400,
                () -> ec2.runInstances(spot("").userData("%%%").build()));
        refused(
                "InvalidParameterValue",
                400,
                () -> ec2.runInstances(spot("").clientToken("x".repeat(65)).build()));
        refused(
                "InvalidGroup.NotFound",
                400,
                () -> ec2.runInstances(spot("").securityGroupIds("sg-1").build()));
        refused(
                "InvalidSubnetID.NotFound",
                400,
                () -> ec2.runInstances(spot("").subnetId("subnet-1").build()));
        refused(
                "DryRunOperation",
                412,
                () -> ec2.runInstances(spot("").dryRun(true).build()));
        assertThat(stage.fake.books()).isEmpty();
    }

    @Test
    void launchTemplatesAreMadeFoundAndDeleted() {
        stage.template(userData(""));
        refused("InvalidLaunchTemplateName.AlreadyExistsException", 400, () -> stage.template(""));

        assertThat(ec2.describeLaunchTemplates(request -> request.launchTemplateNames("skipjack-rack"))
                        .launchTemplates())
                .singleElement()
                .satisfies(each -> assertThat(each.launchTemplateId()).startsWith("lt-"));
        assertThat(ec2.runInstances(request -> request.launchTemplate(
                                        template -> template.launchTemplateName("skipjack-rack"))
                                .instanceType("g6.xlarge")
                                .minCount(1)
                                .maxCount(1))
                        .instances())
                .hasSize(1);
        ec2.deleteLaunchTemplate(request -> request.launchTemplateName("skipjack-rack"));
        refused(
                "InvalidLaunchTemplateName.NotFoundException",
                400,
                () -> ec2.describeLaunchTemplates(request -> request.launchTemplateNames("skipjack-rack")));
    }

    @Test
    void everyRegionIsItsOwn() {
        stage.run(spot("").build());
        try (Ec2Client west = stage.with(Ec2Client.builder(), "us-west-2", CloudSettings.defaults())) {
            assertThat(west.describeInstances().reservations()).isEmpty();
            assertThat(west.runInstances(spot("").build())
                            .instances()
                            .getFirst()
                            .placement()
                            .availabilityZone())
                    .isEqualTo("us-west-2a");
        }
        assertThat(ec2.describeInstances().reservations()).hasSize(1);
    }

    @Test
    void wrongKeysAreNotLetIn() {
        CloudSettings usual = CloudSettings.defaults();
        CloudSettings wrongSecret = new CloudSettings(
                usual.bootDelay(),
                usual.shutdownDelay(),
                usual.forgetAfter(),
                usual.invisibleFor(),
                usual.accessKeyId(),
                "wrong",
                usual.parameters());
        try (Ec2Client other = stage.with(Ec2Client.builder(), "us-east-1", wrongSecret)) {
            // the JDK's HttpURLConnection throws the body of a 401 away, so the code is lost on the way
            assertThatExceptionOfType(Ec2Exception.class)
                    .isThrownBy(other::describeInstances)
                    .satisfies(e -> assertThat(e.statusCode()).isEqualTo(401));
        }
    }

    @Test
    void parametersAndCallerAreThere() {
        CloudSettings keys = CloudSettings.defaults();
        try (SsmClient ssm = stage.with(SsmClient.builder(), "us-east-1", keys);
                StsClient sts = stage.with(StsClient.builder(), "us-east-1", keys)) {
            assertThat(ssm.getParameter(request ->
                                    request.name("/skipjack/engine-key").withDecryption(true))
                            .parameter()
                            .value())
                    .isEqualTo("sandbox-engine-key");
            assertThat(ssm.getParameter(
                                    request -> request.name(
                                            "/aws/service/deeplearning/ami/x86_64/base-oss-nvidia-driver-gpu-ubuntu-24.04/latest/ami-id"))
                            .parameter()
                            .value())
                    .matches("ami-[0-9a-f]{17}");
            assertThat(sts.getCallerIdentity().account()).isEqualTo("000000000000");
        }
    }

    private Instance look(String id) {
        return ec2.describeInstances(request -> request.instanceIds(id))
                .reservations()
                .getFirst()
                .instances()
                .getFirst();
    }

    private static List<String> ids(List<Instance> instances) {
        return instances.stream().map(Instance::instanceId).toList();
    }

    private static void refused(String code, int status, Runnable call) {
        assertThatExceptionOfType(Ec2Exception.class).isThrownBy(call::run).satisfies(e -> {
            assertThat(e.awsErrorDetails().errorCode()).isEqualTo(code);
            assertThat(e.statusCode()).isEqualTo(status);
            assertThat(e.requestId()).isNotBlank();
        });
    }

    private static String models(String address, String key) throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(
                            HttpRequest.newBuilder(URI.create("http://" + address + ":8000/v1/models"))
                                    .header("Authorization", "Bearer " + key)
                                    .build(),
                            HttpResponse.BodyHandlers.ofString())
                    .body();
        }
    }
}
