package io.skipjack.app.deployments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.skipjack.app.config.ConfigException;
import io.skipjack.domain.cost.Money;
import io.skipjack.domain.deployment.ColdStartMode;
import io.skipjack.domain.deployment.CredentialRef;
import io.skipjack.domain.deployment.Deployment;
import io.skipjack.domain.deployment.EngineSpec;
import io.skipjack.domain.deployment.FleetSpec;
import io.skipjack.domain.deployment.ServerlessScaling;
import io.skipjack.domain.deployment.ServerlessSpec;
import io.skipjack.domain.deployment.TierSpec;
import io.skipjack.domain.market.GpuChoice;
import io.skipjack.domain.market.GpuNeed;
import io.skipjack.domain.market.Placement;
import io.skipjack.domain.scaling.ScalingPolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Deployment files whose spot tier the router launches, or whose serverless tier it deploys. */
class FleetFilesTest {
    private static final Path EXAMPLES = Path.of("../config/deployments");

    @Test
    void aGpuIsEnoughForAFleet() {
        Deployment deployment = read("name: rack|model: m|gpu: L4");

        assertThat(deployment.spot()).isEqualTo(new TierSpec(List.of(), "least-in-flight", 64, null));
        assertThat(deployment.serverless()).isNull();
        assertThat(deployment.fleet())
                .isEqualTo(new FleetSpec(
                        GpuNeed.of("L4", 1),
                        new EngineSpec(4096, 0, null, ColdStartMode.FAST_BOOT, List.of()),
                        new Placement("ec2", List.of("us-east-1"), List.of()),
                        new ScalingPolicy(
                                ScalingPolicy.Metric.CONCURRENCY,
                                0,
                                5,
                                10,
                                32,
                                Duration.ofSeconds(5),
                                Duration.ofSeconds(60)),
                        5,
                        0,
                        null,
                        null));
    }

    @Test
    void everyFleetKeyIsTakenUp() {
        Deployment deployment = read("""
                name: rack
                model: m
                gpu: A100
                gpu_count: 4
                engine:
                  max_model_len: 8192
                  tensor_parallel_size: 2
                  quantization: awq
                  cold_start_mode: no_fast_boot
                  extra_args: ["--enable-prefix-caching"]
                spot:
                  min_replicas: 1
                  max_replicas: 6
                  target_qps: 2.5
                  target_concurrency: 8
                  scaling_policy: qps
                  upscale_delay: 500ms
                  downscale_delay: 2m
                  regions: [eu-west-1, eu-west-2]
                  zones: [eu-west-1a]
                  max_surge: 2
                  base_ondemand_replicas: 3
                  ondemand_fallback_after: 90
                  max_hourly_cost: $12.50
                  routing_policy: round-robin
                  max_in_flight_per_upstream: 16
                  affinity_header: x-session
                """);

        assertThat(deployment.spot()).isEqualTo(new TierSpec(List.of(), "round-robin", 16, "x-session"));
        assertThat(deployment.fleet())
                .isEqualTo(new FleetSpec(
                        GpuNeed.of("A100_80GB", 4),
                        new EngineSpec(8192, 2, "awq", ColdStartMode.NO_FAST_BOOT, List.of("--enable-prefix-caching")),
                        new Placement("ec2", List.of("eu-west-1", "eu-west-2"), List.of("eu-west-1a")),
                        new ScalingPolicy(
                                ScalingPolicy.Metric.QPS, 1, 6, 2.5, 8, Duration.ofMillis(500), Duration.ofMinutes(2)),
                        2,
                        3,
                        Duration.ofSeconds(90),
                        Money.ofDollars("12.50")));
    }

    /** Each line: what is written after {@code gpu:}, and the choices it means. */
    @ParameterizedTest
    @CsvSource(delimiterString = " ~ ", quoteCharacter = '`', textBlock = """
            L4                                   ~ L4:1
            l4:2                                 ~ L4:2
            "L4:2"                               ~ L4:2
            4090                                 ~ RTX4090:1
            4090:2                               ~ RTX4090:2
            {name: a10g, count: 4}               ~ A10G:4
            {name: H100}                         ~ H100:1
            [L4, "A10G:2", {name: L40S, count: 8}] ~ L4:1,A10G:2,L40S:8
            L4|gpu_count: 2                      ~ L4:2
            [L4, A10G]|gpu_count: 2              ~ L4:2,A10G:2
            """)
    void gpusAreWrittenInManyWays(String gpu, String choices) {
        FleetSpec fleet = read("name: rack|model: m|gpu: " + gpu).fleet();

        assertThat(fleet).isNotNull();
        assertThat(fleet.gpu().choices()).extracting(GpuChoice::toString).containsExactly(choices.split(","));
    }

    @Test
    void everyServerlessKeyIsTakenUp() {
        ServerlessSpec endpoint = endpoint("""
                name: rack
                model: m
                engine: {max_model_len: 2048}
                serverless:
                  gpu: A10G:2
                  concurrency: 1
                  scaledown_window: 2m
                  timeout: 3
                  workers_min: 4
                  workers_max: 5
                  scaler_value: 6
                  providers: [modal, runpod]
                """);

        assertThat(endpoint.scaling())
                .isEqualTo(new ServerlessScaling(1, Duration.ofMinutes(2), Duration.ofSeconds(3), 4, 5, 6));
        assertThat(endpoint.gpu()).isEqualTo(GpuNeed.of("A10G", 2));
        assertThat(endpoint.engine().maxModelLen()).isEqualTo(2048);
        assertThat(endpoint.providers()).containsExactly("modal", "runpod");
    }

    @Test
    void anEndpointScalesAsTunasDoesUnlessTold() {
        ServerlessSpec endpoint = endpoint("name: rack|model: m|gpu: L4|serverless: {}");

        assertThat(endpoint.scaling())
                .isEqualTo(new ServerlessScaling(32, Duration.ofSeconds(60), Duration.ofSeconds(600), 0, 1, 4));
        assertThat(endpoint.gpu()).isEqualTo(GpuNeed.of("L4", 1));
        assertThat(endpoint.providers()).isEmpty();
    }

    @Test
    void anEndpointIsDeployedOnlyWhereNoUrlIsNamed() {
        assertThat(read("name: rack|model: m|gpu: L4").endpoint()).isNull();
        assertThat(read("name: rack|model: m|gpu: L4|serverless: {urls: ['https://a/v1']}")
                        .endpoint())
                .isNull();
        assertThat(read("name: rack|model: m|serverless: {gpu: L4}").fleet()).isNull();
    }

    @Test
    void severalProvidersAreAskedInTheirOrder() {
        Deployment deployment = read("name: rack|model: m|serverless: {gpu: L4, providers: [modal, runpod]}");

        assertThat(Objects.requireNonNull(deployment.serverless()).routingPolicy())
                .isEqualTo("in-order");
    }

    @Test
    void anUpstreamOfOnesOwnMayUseAProvidersCredential() {
        Deployment deployment =
                read("name: rack|model: m|serverless: {urls: ['https://a/v1'], credential: {provider: modal}}");

        assertThat(Objects.requireNonNull(deployment.serverless())
                        .upstreams()
                        .getFirst()
                        .credential())
                .isEqualTo(new CredentialRef.OfProvider("modal"));
    }

    private static ServerlessSpec endpoint(String file) {
        return Objects.requireNonNull(read(file).endpoint());
    }

    /** Each line: what is wrong, the file after name and model (| for a line end), and what the complaint must hold. */
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiterString = " ~ ", quoteCharacter = '`', textBlock = """
            urls beside gpu          ~ gpu: L4|spot: {urls: ["http://a/v1"]} ~ a.yaml:4: 'spot.urls' is for upstreams of your own, but 'gpu' has the router launch them; leave one of the two out
            upstreams beside gpu     ~ gpu: L4|spot: {upstreams: []}         ~ 'spot.upstreams' is for upstreams of your own
            credential beside gpu    ~ gpu: L4|spot: {credential: {env: A}}  ~ 'spot.credential' is for upstreams of your own
            a spot key without gpu   ~ spot: {urls: ["http://a/v1"], min_replicas: 1} ~ a.yaml:3: 'spot.min_replicas' is for a fleet that the router launches; add 'gpu'
            engine without gpu       ~ engine: {max_model_len: 1}            ~ 'engine' is for a fleet
            gpu_count without gpu    ~ gpu_count: 2                          ~ 'gpu_count' is for a fleet
            spot without anything    ~ spot: {routing_policy: round-robin}   ~ a tier needs urls, or upstreams with id and url; or 'gpu' beside it
            an unknown spot key      ~ gpu: L4|spot: {min_replica: 1}        ~ a.yaml:4: unknown key 'spot.min_replica'; did you mean 'min_replicas'?
            an unknown root key      ~ gpus: L4                              ~ unknown key 'gpus'; did you mean 'gpu'?
            an unknown engine key    ~ gpu: L4|engine: {max_len: 1}          ~ unknown key 'engine.max_len'
            an unknown gpu key       ~ gpu: {nam: L4}                        ~ unknown key 'gpu.nam'; did you mean 'name'?
            an unknown gpu           ~ gpu: L4S                              ~ a.yaml:3: 'gpu': there is no GPU 'L4S'; did you mean 'L4'?
            an unknown gpu in a list ~ gpu: [L4, H1000]                      ~ there is no GPU 'H1000'; did you mean 'H100'?
            an unheard-of gpu        ~ gpu: Voodoo3                          ~ there is no GPU 'Voodoo3'; known are T4,
            no gpu                   ~ gpu: []                               ~ gpu must name 1 to 16 choices
            nothing after gpu        ~ gpu:                                  ~ 'gpu' must be one word
            a gpu twice              ~ gpu: [A100, A100_80GB]                ~ gpu names a choice twice
            a gpu without a name     ~ gpu: {count: 2}                       ~ 'gpu.name' is missing
            no count                 ~ gpu: "L4:"                            ~ must be a GPU and how many of it, such as L4 or L4:2
            a count of none          ~ gpu: "L4:0"                           ~ 'gpu': gpu count must be 1 to 16, was 0
            a count of many          ~ gpu: L4|gpu_count: 17                 ~ gpu count must be 1 to 16, was 17
            a count twice            ~ gpu: "L4:2"|gpu_count: 2              ~ 'gpu' says the count already; leave 'gpu_count' out
            a split of more          ~ gpu: L4|engine: {tensor_parallel_size: 2} ~ 'engine': tensor_parallel_size (2) must divide the number of GPUs of L4:1
            a split that leaves some ~ gpu: "L4:4"|engine: {tensor_parallel_size: 3} ~ tensor_parallel_size (3) must divide the number of GPUs of L4:4
            a length of none         ~ gpu: L4|engine: {max_model_len: 0}    ~ max_model_len must be 1 to 10000000, was 0
            an unknown mode          ~ gpu: L4|engine: {cold_start_mode: fastboot} ~ 'engine.cold_start_mode' must be fast_boot or no_fast_boot; did you mean 'fast_boot'?
            a quantization           ~ gpu: L4|engine: {quantization: "a b"} ~ quantization 'a b' must be a word such as awq or fp8
            an argument of ours      ~ gpu: L4|engine: {extra_args: ["--port=1"]} ~ extra_args: --port is set by the router
            fewer than none          ~ gpu: L4|spot: {min_replicas: -1}      ~ 'spot': min_replicas must be 0 to 1000, was -1
            none at most             ~ gpu: L4|spot: {max_replicas: 0}       ~ max_replicas must be 1 to 1000, was 0
            more than most           ~ gpu: L4|spot: {min_replicas: 6}       ~ min_replicas (6) must not be above max_replicas (5)
            no qps                   ~ gpu: L4|spot: {target_qps: 0}         ~ target_qps must be above 0
            a word as qps            ~ gpu: L4|spot: {target_qps: many}      ~ 'spot.target_qps' must be a number
            no concurrency           ~ gpu: L4|spot: {target_concurrency: 0} ~ target_concurrency must be above 0
            an unknown scaling       ~ gpu: L4|spot: {scaling_policy: qsp}   ~ 'spot.scaling_policy' must be concurrency or qps; did you mean 'qps'?
            a word as delay          ~ gpu: L4|spot: {upscale_delay: soon}   ~ 'spot.upscale_delay' must be a duration such as 5s or 2m, or a number of seconds
            a delay too long         ~ gpu: L4|spot: {upscale_delay: 2h}     ~ upscale_delay must be 0s to 3600s
            a delay too long down    ~ gpu: L4|spot: {downscale_delay: 25h}  ~ downscale_delay must be 0s to 86400s
            no region                ~ gpu: L4|spot: {regions: []}           ~ regions must name 1 to 64
            a region that is none    ~ gpu: L4|spot: {regions: ["US East"]}  ~ region 'US East' must be a name
            a zone elsewhere         ~ gpu: L4|spot: {zones: [eu-west-1a]}   ~ zone 'eu-west-1a' is in none of the regions [us-east-1]
            too much surge           ~ gpu: L4|spot: {max_surge: 6}          ~ max_surge must be 0 to 5, was 6
            too much on demand       ~ gpu: L4|spot: {base_ondemand_replicas: 6} ~ base_ondemand_replicas must be 0 to 5, was 6
            a fallback too late      ~ gpu: L4|spot: {ondemand_fallback_after: 25h} ~ ondemand_fallback_after must be 0s to 24h
            a word as money          ~ gpu: L4|spot: {max_hourly_cost: cheap} ~ 'spot.max_hourly_cost' must be an amount of dollars such as 2.50 or "$2.50"
            other money              ~ gpu: L4|spot: {max_hourly_cost: "2.50 EUR"} ~ must be an amount of dollars
            no money                 ~ gpu: L4|spot: {max_hourly_cost: 0}    ~ max_hourly_cost must be above 0 dollars
            serverless without urls  ~ serverless: {concurrency: 8}          ~ a tier needs urls, or upstreams with id and url; or 'gpu', for the router to deploy it
            scaling of ones own url  ~ serverless: {urls: ["http://a/v1"], workers_max: 2} ~ a.yaml:3: 'serverless.workers_max' is for an endpoint that the router deploys; leave it out
            a provider of ones own   ~ serverless: {urls: ["http://a/v1"], provider: modal} ~ for a URL of your own write 'credential: {provider: NAME}'
            one provider and several ~ serverless: {gpu: L4, provider: modal, providers: [modal]} ~ 'provider' names one and 'providers' several
            a provider twice         ~ serverless: {gpu: L4, providers: [modal, modal]} ~ providers names one twice
            two credentials          ~ serverless: {urls: ["http://a/v1"], credential: {env: A, provider: modal}} ~ a credential is found in 'env', in 'file' or in 'provider'
            a provider with a header ~ serverless: {urls: ["http://a/v1"], credential: {header: A, provider: modal}} ~ leave 'header' and 'scheme' out
            nobody's credential      ~ serverless: {urls: ["http://a/v1"], credential: {provider: modall}} ~ there is no provider 'modall', only
            no requests              ~ serverless: {gpu: L4, concurrency: 0}  ~ 'serverless': concurrency must be 1 to 100000, was 0
            too long idle            ~ serverless: {gpu: L4, scaledown_window: 25h} ~ scaledown_window must be 0s to 24h
            no time                  ~ serverless: {gpu: L4, timeout: 0} ~ timeout must be 1s to 24h
            fewer workers than none  ~ serverless: {gpu: L4, workers_min: -1} ~ workers_min must be 0 to 1000, was -1
            no workers at most       ~ serverless: {gpu: L4, workers_max: 0} ~ workers_max must be 1 to 1000, was 0
            more workers than most   ~ serverless: {gpu: L4, workers_min: 2} ~ workers_min (2) must not be above workers_max (1)
            a scaler value of none   ~ serverless: {gpu: L4, scaler_value: 0} ~ scaler_value must be 1 to 100000, was 0
            an unknown provider      ~ serverless: {gpu: L4, provider: modell} ~ there is no provider 'modell', only baseten, modal, runpod; did you mean 'modal'?
            an unknown serverless key ~ serverless: {urls: ["http://a/v1"], worker_min: 0} ~ unknown key 'serverless.worker_min'; did you mean 'workers_min'?
            a fleet's key            ~ serverless: {urls: ["http://a/v1"], min_replicas: 0} ~ unknown key 'serverless.min_replicas'
            """)
    void mistakesAreNamedWithFileLineAndKey(String mistake, String file, String complaint) {
        assertThatThrownBy(() -> read("name: a|model: m|" + file))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith("a.yaml:")
                .hasMessageContaining(complaint);
    }

    @Test
    void theExamplesAreReadAndStateTheDefaults() throws IOException {
        Deployment fleet = example("fleet.yaml.example");
        Deployment least = read("name: rack|model: Qwen/Qwen3-0.6B|gpu: L4|serverless: {}");

        assertThat(example("rack.yaml.example").fleet()).isNull();
        assertThat(fleet.fleet()).isEqualTo(least.fleet());
        assertThat(fleet.endpoint()).isEqualTo(least.endpoint());
    }

    @Test
    void theFleetExampleStatesTheDefaultsAlsoWhereTheyAreCommentedOut() throws IOException {
        String text = Files.readString(EXAMPLES.resolve("fleet.yaml.example"))
                .replaceAll("(?m)^(\\s*)# ([a-z_]+: .*)$", "$1$2");

        assertThat(FleetSection.SPOT_KEYS).allSatisfy(key -> assertThat(text).contains("\n  " + key + ": "));
        assertThat(ServerlessSection.KEYS).allSatisfy(key -> assertThat(text).contains("\n  " + key + ": "));
        assertThat(FleetSection.ROOT_KEYS).allSatisfy(key -> assertThat(text).contains("\n" + key + ":"));
        assertThat(FleetSection.ENGINE_KEYS).allSatisfy(key -> assertThat(text).contains("\n  " + key + ": "));
    }

    private static Deployment example(String name) throws IOException {
        return DeploymentFile.read(Path.of(name), Files.readString(EXAMPLES.resolve(name)), TestDefaults.ALL);
    }

    private static Deployment read(String text) {
        return DeploymentFile.read(Path.of("a.yaml"), text.replace('|', '\n'), TestDefaults.ALL);
    }
}
