package io.skipjack.domain.deployment;

import io.skipjack.domain.market.GpuChoice;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * Names the shape of a deployment's instances: {@value #LENGTH} hexadecimal digits over model, GPUs, engine and provider.
 * Replicas of another revision are replaced; so what only changes how many there are, where, or at which cost is not in
 * it, and to edit that restarts nothing.
 *
 * <p>Not a version number: two routers, or one after a restart, must find the same for the same YAML.
 */
public final class FleetRevision {
    private static final int LENGTH = 12;

    private FleetRevision() {}

    /**
     * The revision.
     *
     * @throws IllegalArgumentException for a deployment without a fleet
     */
    public static String of(Deployment deployment) {
        FleetSpec spec = deployment.fleet();
        if (spec == null) {
            throw new IllegalArgumentException("deployment %s has no fleet".formatted(deployment.name()));
        }
        List<String> parts = new ArrayList<>();
        parts.add(deployment.model());
        parts.add(spec.placement().provider());
        spec.gpu().choices().stream().map(GpuChoice::toString).forEach(parts::add);
        EngineSpec engine = spec.engine();
        parts.add("engine");
        parts.add(Integer.toString(engine.maxModelLen()));
        parts.add(Integer.toString(engine.tensorParallelSize()));
        parts.add(engine.quantization() == null ? "" : engine.quantization());
        parts.add(engine.coldStartMode().label());
        parts.addAll(engine.extraArguments());
        return hash(parts);
    }

    /** Each part with its length before it, so that no two lists read the same. */
    private static String hash(List<String> parts) {
        MessageDigest sha;
        try {
            sha = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
        for (String part : parts) {
            sha.update((part.length() + ":" + part).getBytes(StandardCharsets.UTF_8));
        }
        return HexFormat.of().formatHex(sha.digest()).substring(0, LENGTH);
    }
}
