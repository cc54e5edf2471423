package io.skipjack.provider.sandbox.ec2;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/**
 * How the pretend AWS behaves when nothing is broken.
 *
 * @param bootDelay from launch until the engine answers; default 8 s. A fifth of it the instance is pending, then its
 *     phases are running, pulling (the longest) and loading
 * @param shutdownDelay from the terminate call until the instance is terminated; default 1 s
 * @param forgetAfter how long a terminated instance is still listed; default 1 h, as at AWS
 * @param invisibleFor how long a new instance is not to be seen and its id unknown; default zero
 * @param accessKeyId the only one that is let in; pretend, so not a secret
 * @param secretKey to sign with; likewise
 * @param parameters of SSM and Secrets Manager, by name, in every region
 */
public record CloudSettings(
        Duration bootDelay,
        Duration shutdownDelay,
        Duration forgetAfter,
        Duration invisibleFor,
        String accessKeyId,
        String secretKey,
        Map<String, String> parameters) {
    public static final String ENGINE_KEY = "/skipjack/engine-key";
    public static final String HF_TOKEN = "/skipjack/hf-token";

    public CloudSettings {
        parameters = Map.copyOf(parameters);
    }

    public static CloudSettings defaults() {
        return new CloudSettings(
                Duration.ofSeconds(8),
                Duration.ofSeconds(1),
                Duration.ofHours(1),
                Duration.ZERO,
                "sandbox",
                "sandbox",
                Map.of(ENGINE_KEY, "sandbox-engine-key", HF_TOKEN, "sandbox-hf-token"));
    }

    /** What is signed with, and wanted by engines. */
    public String engineKey() {
        return parameters.getOrDefault(ENGINE_KEY, "");
    }

    public CloudSettings booting(Duration delay) {
        return new CloudSettings(delay, shutdownDelay, forgetAfter, invisibleFor, accessKeyId, secretKey, parameters);
    }

    public CloudSettings ending(Duration newShutdownDelay, Duration newForgetAfter) {
        return new CloudSettings(
                bootDelay, newShutdownDelay, newForgetAfter, invisibleFor, accessKeyId, secretKey, parameters);
    }

    /** New instances stay unseen for so long. */
    public CloudSettings invisibleFor(Duration window) {
        return new CloudSettings(bootDelay, shutdownDelay, forgetAfter, window, accessKeyId, secretKey, parameters);
    }

    public CloudSettings withParameter(String name, String value) {
        Map<String, String> more = new TreeMap<>(parameters);
        more.put(name, value);
        return new CloudSettings(bootDelay, shutdownDelay, forgetAfter, invisibleFor, accessKeyId, secretKey, more);
    }

    /** From launch to running. */
    Duration pending() {
        return bootDelay.dividedBy(5);
    }

    @Override
    public String toString() {
        return "CloudSettings[bootDelay=" + bootDelay + "]";
    }
}
