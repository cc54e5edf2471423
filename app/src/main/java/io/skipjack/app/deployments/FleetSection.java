package io.skipjack.app.deployments;

import io.skipjack.domain.deployment.ColdStartMode;
import io.skipjack.domain.deployment.EngineSpec;
import io.skipjack.domain.deployment.FleetSpec;
import io.skipjack.domain.market.GpuNeed;
import io.skipjack.domain.market.Placement;
import io.skipjack.domain.scaling.ScalingPolicy;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * The keys by which a deployment has the router launch its spot tier: {@code gpu} and {@code engine} at the root, scaling,
 * place and cost in {@code spot}.
 *
 * @param root of the file
 * @param spot its {@code spot} section; empty when the file has none, for all of it has defaults
 * @param defaults what neither says
 */
record FleetSection(Section root, Section spot, DeploymentDefaults defaults) {
    /** Keys of the root that only a fleet has; {@code gpu} is the one that asks for it. */
    static final Set<String> ROOT_KEYS = Set.of("gpu_count", "engine");
    /** Keys of {@code spot} that several deployments may share in a scaling policy file. */
    static final Set<String> SCALING_KEYS = Set.of(
            "min_replicas",
            "max_replicas",
            "target_qps",
            "target_concurrency",
            "scaling_policy",
            "upscale_delay",
            "downscale_delay");
    /** Keys of {@code spot} that only a fleet has. */
    static final Set<String> SPOT_KEYS = Keys.union(
            SCALING_KEYS,
            Set.of(
                    "regions",
                    "zones",
                    "max_surge",
                    "base_ondemand_replicas",
                    "ondemand_fallback_after",
                    "max_hourly_cost"));

    static final Set<String> ENGINE_KEYS =
            Set.of("max_model_len", "tensor_parallel_size", "quantization", "cold_start_mode", "extra_args");

    FleetSpec spec() {
        GpuNeed gpu = new GpuSection(root, defaults.gpus()).need();
        ScalingPolicy scaling = spot.ruled(this::scaling);
        EngineSpec engine = engine(root, gpu);
        Placement placement = spot.ruled(this::placement);
        return spot.ruled(() -> new FleetSpec(
                gpu,
                engine,
                placement,
                scaling,
                spot.integer("max_surge", scaling.maxReplicas()),
                spot.integer("base_ondemand_replicas", 0),
                spot.optionalDuration("ondemand_fallback_after").orElse(null),
                spot.optionalMoney("max_hourly_cost").orElse(null)));
    }

    private ScalingPolicy scaling() {
        ScalingPolicy preset = ScalingPolicy.DEFAULT;
        return new ScalingPolicy(
                spot.choice("scaling_policy", List.of(ScalingPolicy.Metric.values()), preset.metric()),
                spot.integer("min_replicas", preset.minReplicas()),
                spot.integer("max_replicas", preset.maxReplicas()),
                spot.number("target_qps", preset.targetQps()),
                spot.number("target_concurrency", preset.targetConcurrency()),
                spot.optionalDuration("upscale_delay").orElse(preset.upscaleDelay()),
                spot.optionalDuration("downscale_delay").orElse(preset.downscaleDelay()));
    }

    private Placement placement() {
        List<String> regions = spot.has("regions") ? spot.texts("regions") : defaults.regions();
        return new Placement(Placement.DEFAULT_PROVIDER, regions, spot.texts("zones"));
    }

    static EngineSpec engine(Section root, GpuNeed gpu) {
        Section engine = root.section("engine").orElse(null);
        if (engine == null) {
            return EngineSpec.DEFAULT;
        }
        engine.allowing(ENGINE_KEYS);
        EngineSpec spec = engine.ruled(() -> new EngineSpec(
                engine.integer("max_model_len", EngineSpec.DEFAULT.maxModelLen()),
                engine.integer("tensor_parallel_size", EngineSpec.DEFAULT.tensorParallelSize()),
                engine.optionalText("quantization").orElse(null),
                engine.choice(
                        "cold_start_mode", Arrays.asList(ColdStartMode.values()), EngineSpec.DEFAULT.coldStartMode()),
                engine.texts("extra_args")));
        requireFit(engine, spec.tensorParallelSize(), gpu);
        return spec;
    }

    /** A model split over more GPUs than a replica has does not start; one that leaves some over pays for nothing. */
    private static void requireFit(Section engine, int split, GpuNeed gpu) {
        gpu.choices().stream()
                .filter(choice -> split > 0 && choice.count() % split != 0)
                .findFirst()
                .ifPresent(choice -> {
                    throw engine.complaint(
                            "tensor_parallel_size (%d) must divide the number of GPUs of %s".formatted(split, choice));
                });
    }
}
