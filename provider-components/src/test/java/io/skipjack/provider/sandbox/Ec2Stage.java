package io.skipjack.provider.sandbox;

import io.skipjack.provider.sandbox.ec2.CloudSettings;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.CreateFleetRequest;
import software.amazon.awssdk.services.ec2.model.DefaultTargetCapacityType;
import software.amazon.awssdk.services.ec2.model.FleetLaunchTemplateOverridesRequest;
import software.amazon.awssdk.services.ec2.model.FleetType;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceType;
import software.amazon.awssdk.services.ec2.model.MarketType;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.RunInstancesRequest;
import software.amazon.awssdk.services.ec2.model.SpotAllocationStrategy;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.TagSpecification;

/** A pretend EC2 and the real SDK's clients of it, which try each call once only. */
final class Ec2Stage implements AutoCloseable {
    static final String IMAGE = "ami-0123456789abcdef0";

    final FakeEc2 fake;
    final Ec2Client ec2;

    Ec2Stage(Ec2Settings settings) {
        fake = FakeEc2.start(settings);
        ec2 = with(Ec2Client.builder(), "us-east-1", fake.settings().cloud());
    }

    /** Instances that run at once and are ready a moment later, and are gone at once. */
    static Ec2Stage fast() {
        return new Ec2Stage(Ec2Settings.defaults()
                .with(CloudSettings.defaults()
                        .booting(Duration.ofMillis(100))
                        .ending(Duration.ofMillis(50), Duration.ofHours(1))));
    }

    <B extends AwsSyncClientBuilder<B, C> & AwsClientBuilder<B, C>, C> C with(
            B builder, String region, CloudSettings keys) {
        return client(builder, fake.uri().toString(), region, keys);
    }

    static <B extends AwsSyncClientBuilder<B, C> & AwsClientBuilder<B, C>, C> C client(
            B builder, String endpoint, String region, CloudSettings keys) {
        return builder.region(Region.of(region))
                .endpointOverride(URI.create(endpoint))
                .credentialsProvider(StaticCredentialsProvider.create(
                        AwsBasicCredentials.create(keys.accessKeyId(), keys.secretKey())))
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .overrideConfiguration(config -> config.retryStrategy(AwsRetryStrategy.doNotRetry()))
                .build();
    }

    static String userData(String router, String... more) {
        Stream<String> lines = Stream.concat(
                Stream.of(
                        "#!/bin/bash",
                        "# --- config",
                        "SKIPJACK_ROUTER_URL='" + router + "'",
                        "SKIPJACK_REGION='us-east-1'",
                        "SKIPJACK_ENGINE_KEY='ssm:/skipjack/engine-key'       # reference, never the secret",
                        "SKIPJACK_HF_TOKEN=''",
                        "SKIPJACK_IMAGE='vllm/vllm-openai@sha256:00'",
                        "SKIPJACK_ENGINE_PORT='8000'",
                        "SKIPJACK_ENGINE_ARGS=('--model' 'it'\\''s/a-model' '--max-model-len' '4096')",
                        "SKIPJACK_POLL_SECONDS='0.02'",
                        "SKIPJACK_HEARTBEAT_SECONDS='0.1'"),
                Stream.concat(Stream.of(more), Stream.of("# --- end of config", "exit 0")));
        return String.join("\n", lines.toList()) + "\n";
    }

    static String encoded(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    static TagSpecification tags(String replica) {
        return TagSpecification.builder()
                .resourceType(ResourceType.INSTANCE)
                .tags(tag("skipjack:owner", "me"), tag("skipjack:replica", replica))
                .build();
    }

    static Tag tag(String key, String value) {
        return Tag.builder().key(key).value(value).build();
    }

    static RunInstancesRequest.Builder spot(String userData) {
        return RunInstancesRequest.builder()
                .imageId(IMAGE)
                .instanceType(InstanceType.G6_XLARGE)
                .minCount(1)
                .maxCount(1)
                .userData(encoded(userData))
                .instanceMarketOptions(options -> options.marketType(MarketType.SPOT))
                .tagSpecifications(tags("rack-1"));
    }

    Instance run(RunInstancesRequest request) {
        return ec2.runInstances(request).instances().getFirst();
    }

    /** Makes the launch template that {@link #fleet} uses. */
    void template(String userData) {
        ec2.createLaunchTemplate(request -> request.launchTemplateName("skipjack-rack")
                .launchTemplateData(launch -> launch.imageId(IMAGE)
                        .userData(encoded(userData))
                        .instanceInitiatedShutdownBehavior("terminate")
                        .metadataOptions(options -> options.httpTokens("required")
                                .httpPutResponseHopLimit(1)
                                .instanceMetadataTags("enabled"))));
    }

    static CreateFleetRequest fleet(int capacity, String token, String... typesInZones) {
        List<FleetLaunchTemplateOverridesRequest> overrides = Stream.of(typesInZones)
                .map(each -> each.split("@", -1))
                .map(each -> FleetLaunchTemplateOverridesRequest.builder()
                        .instanceType(each[0])
                        .availabilityZone(each[1])
                        .maxPrice(each.length > 2 ? each[2] : null)
                        .build())
                .toList();
        return CreateFleetRequest.builder()
                .type(FleetType.INSTANT)
                .clientToken(token)
                .targetCapacitySpecification(target ->
                        target.totalTargetCapacity(capacity).defaultTargetCapacityType(DefaultTargetCapacityType.SPOT))
                .spotOptions(spot -> spot.allocationStrategy(SpotAllocationStrategy.PRICE_CAPACITY_OPTIMIZED))
                .launchTemplateConfigs(config -> config.launchTemplateSpecification(template ->
                                template.launchTemplateName("skipjack-rack").version("$Latest"))
                        .overrides(overrides))
                .tagSpecifications(tags("rack-1"))
                .build();
    }

    @Override
    public void close() {
        ec2.close();
        fake.close();
    }
}
