package io.skipjack.provider.sandbox;

import io.skipjack.provider.sandbox.ServerlessSettings.WhileCold;
import java.time.Duration;
import java.util.List;

/**
 * What the sandbox of a demo is made of.
 *
 * @param model served by all; default {@code Qwen/Qwen3-0.6B}
 * @param firstPort control port, then the spot engines, then serverless, one after another; 0 (default) takes free ones
 * @param spotBootDelays one spot engine each, named {@code spot-1} and so on; default 6 s and 9 s
 * @param coldStart of the serverless endpoint; default 3 s
 * @param whileCold what serverless says meanwhile; default holds the request
 * @param interTokenDelay of all engines; default 20 ms
 * @param answerTokens length of an answer that names none; default 64
 * @param spotKey API key of the spot engines; pretend, so not a secret
 * @param serverlessKey bearer credential of the serverless endpoint; likewise
 */
public record SandboxSettings(
        String model,
        int firstPort,
        List<Duration> spotBootDelays,
        Duration coldStart,
        WhileCold whileCold,
        Duration interTokenDelay,
        int answerTokens,
        String spotKey,
        String serverlessKey) {

    public static SandboxSettings defaults() {
        return new SandboxSettings(
                EngineSettings.defaults().model(),
                0,
                List.of(Duration.ofSeconds(6), Duration.ofSeconds(9)),
                Duration.ofSeconds(3),
                WhileCold.HOLD,
                Duration.ofMillis(20),
                64,
                "sandbox-spot-key",
                "sandbox-serverless-key");
    }

    public SandboxSettings withModel(String newModel) {
        return new SandboxSettings(
                newModel,
                firstPort,
                spotBootDelays,
                coldStart,
                whileCold,
                interTokenDelay,
                answerTokens,
                spotKey,
                serverlessKey);
    }

    public SandboxSettings onPorts(int newFirstPort) {
        return new SandboxSettings(
                model,
                newFirstPort,
                spotBootDelays,
                coldStart,
                whileCold,
                interTokenDelay,
                answerTokens,
                spotKey,
                serverlessKey);
    }

    /** One spot engine for each boot delay, and a serverless endpoint with this cold start. */
    public SandboxSettings booting(List<Duration> bootDelays, Duration newColdStart, WhileCold meanwhile) {
        return new SandboxSettings(
                model,
                firstPort,
                List.copyOf(bootDelays),
                newColdStart,
                meanwhile,
                interTokenDelay,
                answerTokens,
                spotKey,
                serverlessKey);
    }

    public SandboxSettings withPace(Duration betweenTokens, int tokensPerAnswer) {
        return new SandboxSettings(
                model,
                firstPort,
                spotBootDelays,
                coldStart,
                whileCold,
                betweenTokens,
                tokensPerAnswer,
                spotKey,
                serverlessKey);
    }
}
