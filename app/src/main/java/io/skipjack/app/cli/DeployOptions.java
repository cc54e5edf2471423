package io.skipjack.app.cli;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The flags that say what is to be deployed: Tuna's, where they make sense. What is not said is left to the router's defaults. */
final class DeployOptions {
    @Option(
            names = "--model",
            paramLabel = "MODEL",
            required = true,
            description = "What to serve, as on Hugging Face, such as Qwen/Qwen3-0.6B.")
    String model = "";

    @Option(
            names = "--gpu",
            paramLabel = "GPU",
            required = true,
            description = "What it runs on; see: skipjack show-gpus.")
    String gpu = "";

    @Option(names = "--gpu-count", paramLabel = "N", description = "GPUs of one replica or worker; default: 1.")
    @Nullable
    Integer gpuCount;

    @Option(
            names = {"--service-name", "--name"},
            paramLabel = "NAME",
            description = "What to call the deployment; default: made from the model.")
    @Nullable
    String name;

    @Option(
            names = "--serverless-provider",
            paramLabel = "NAME",
            split = ",",
            description = "Who runs the serverless endpoint; several in order: the next is asked when the first cannot"
                    + " answer. Default: the best there is a credential for, see --explain.")
    List<String> providers = List.of();

    @Option(names = "--serverless-only", description = "No spot fleet beside the serverless endpoint.")
    boolean serverlessOnly;

    @Option(names = "--spot-only", description = "No serverless endpoint beside the spot fleet.")
    boolean spotOnly;

    @Mixin
    final SpotsCloudOption spotsCloud = new SpotsCloudOption();

    @Option(
            names = "--region",
            paramLabel = "REGION",
            split = ",",
            description = "Where the spot fleet launches; default: skipjack.ec2.regions. Providers have a setting of"
                    + " their own.")
    List<String> regions = List.of();

    @Option(names = "--max-model-len", paramLabel = "TOKENS", description = "Prompt and answer; default: 4096.")
    @Nullable
    Integer maxModelLen;

    @Option(names = "--tp-size", paramLabel = "N", description = "GPUs the model is split over; default: all.")
    @Nullable
    Integer tpSize;

    @Option(
            names = "--quantization",
            paramLabel = "WORD",
            description = "Such as awq or fp8; default: the model's own.")
    @Nullable
    String quantization;

    @Option(
            names = "--cold-start-mode",
            paramLabel = "MODE",
            description = "fast_boot is ready sooner, no_fast_boot is faster once it is; default: fast_boot.")
    @Nullable
    String coldStartMode;

    @Option(
            names = "--scaling-policy",
            paramLabel = "FILE",
            description = "Scaling keys of both tiers; flags count before it; see config/scaling-policy.yaml.")
    @Nullable
    Path scalingPolicy;

    @Option(names = "--concurrency", paramLabel = "N", description = "Requests a serverless worker takes at once.")
    @Nullable
    Integer concurrency;

    @Option(names = "--workers-max", paramLabel = "N", description = "Serverless workers at most; default: 1.")
    @Nullable
    Integer workersMax;

    @Option(names = "--workers-min", paramLabel = "N", description = "Serverless workers kept while spot is not ready.")
    @Nullable
    Integer workersMin;

    @Option(names = "--max-replicas", paramLabel = "N", description = "Spot replicas at most; default: 5.")
    @Nullable
    Integer maxReplicas;

    @Option(
            names = "--no-scale-to-zero",
            description = "Keeps one spot replica without any load; with --serverless-only, one worker.")
    boolean noScaleToZero;

    @Option(names = "--public", description = "Requests need no API key.")
    boolean isPublic;
}
