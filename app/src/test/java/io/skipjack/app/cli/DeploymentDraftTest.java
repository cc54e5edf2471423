package io.skipjack.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.skipjack.app.deployments.ScalingPolicyFile;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class DeploymentDraftTest {
    @Test
    void modelAndGpuAreEnough() {
        assertThat(draft("--model", "Qwen/Qwen3-0.6B", "--gpu", "L4").yaml()).isEqualTo("""
                        name: qwen3-0.6b
                        model: Qwen/Qwen3-0.6B
                        gpu: L4
                        serverless: {}
                        """);
    }

    @Test
    void everyFlagIsTakenUp() {
        String yaml = draft("--model=m --gpu=A100 --gpu-count=2 --service-name=rack --serverless-provider=modal,runpod"
                        .concat(" --region=us-east-1,eu-west-1 --max-model-len=2048 --tp-size=2 --quantization=awq")
                        .concat(" --cold-start-mode=no_fast_boot --concurrency=8 --workers-max=3 --workers-min=1")
                        .concat(" --max-replicas=4 --no-scale-to-zero --public")
                        .split(" "))
                .yaml();

        assertThat(yaml).isEqualTo("""
                        name: rack
                        model: m
                        public: true
                        gpu: A100:2
                        engine:
                          max_model_len: 2048
                          tensor_parallel_size: 2
                          quantization: awq
                          cold_start_mode: no_fast_boot
                        spot:
                          max_replicas: 4
                          min_replicas: 1
                          regions:
                          - us-east-1
                          - eu-west-1
                        serverless:
                          concurrency: 8
                          providers:
                          - modal
                          - runpod
                          workers_max: 3
                          workers_min: 1
                        """);
    }

    @Test
    void serverlessOnlyHasItsGpuThereAndNoFleet() {
        assertThat(draft("--model=m", "--gpu=L4", "--serverless-only", "--no-scale-to-zero")
                        .yaml())
                .isEqualTo("""
                        name: m
                        model: m
                        serverless:
                          gpu: L4
                          workers_min: 1
                        """);
    }

    @Test
    void spotOnlyHasNoEndpoint() {
        assertThat(draft("--model=m", "--gpu=L4", "--spot-only").yaml()).doesNotContain("serverless");
    }

    @Test
    void aFlagCountsBeforeThePolicyAndThePolicyBeforeTheDefault() {
        ScalingPolicyFile policy = new ScalingPolicyFile(
                Map.of("max_replicas", 9, "downscale_delay", "2m"), Map.of("concurrency", 64, "timeout", "300s"));

        String yaml = new DeploymentDraft(
                        options("--model=m", "--gpu=L4", "--max-replicas=2", "--concurrency=8"), policy)
                .yaml();

        assertThat(yaml).contains("max_replicas: 2", "downscale_delay: 2m", "concurrency: 8", "timeout: 300s");
        assertThat(yaml).doesNotContain("min_replicas");
    }

    @ParameterizedTest
    @CsvSource({"Qwen/Qwen3-0.6B,qwen3-0.6b", "m,m", "org/--We ird__Name!,we-ird__name-", "org/???,model"})
    void aNameIsMadeOfTheModel(String model, String name) {
        assertThat(draft("--model", model, "--gpu", "L4").name()).isEqualTo(name);
    }

    private static DeploymentDraft draft(String... flags) {
        return new DeploymentDraft(options(flags), ScalingPolicyFile.NONE);
    }

    private static DeployOptions options(String... flags) {
        DeployOptions options = new DeployOptions();
        new CommandLine(CommandLine.Model.CommandSpec.forAnnotatedObject(options)).parseArgs(flags);
        return options;
    }
}
