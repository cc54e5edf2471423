package io.skipjack.provider.sandbox;

import io.skipjack.provider.sandbox.ServerlessSettings.WhileCold;
import io.skipjack.provider.sandbox.ec2.CloudSettings;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

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
 * @param cloud of the pretend EC2, whose engines have the pace above; null (default) for none
 * @param farEnds the pretend serverless providers, each made with the pace above; none by default
 * @param farEndSpeed how many times faster than in earnest they start and deploy; default 15
 * @param clockSpeed how many times as fast the pretend EC2's clock runs, 1 (default) to 100000: boots, notices, heartbeats,
 *     prices and bills
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
        String serverlessKey,
        @Nullable CloudSettings cloud,
        List<Function<FarEndSettings, FakeApi>> farEnds,
        double farEndSpeed,
        double clockSpeed) {

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
                "sandbox-serverless-key",
                null,
                List.of(),
                15,
                1);
    }

    /** No engine that stands alone, but a pretend EC2 whose instances answer so long after their launch. */
    public static SandboxSettings ofCloud(Duration bootDelay) {
        return defaults()
                .with(draft -> draft.spotBootDelays = List.of())
                .withCloud(CloudSettings.defaults().booting(bootDelay));
    }

    public SandboxSettings withModel(String newModel) {
        return with(draft -> draft.model = newModel);
    }

    public SandboxSettings onPorts(int newFirstPort) {
        return with(draft -> draft.firstPort = newFirstPort);
    }

    /** One spot engine for each boot delay, and a serverless endpoint with this cold start. */
    public SandboxSettings booting(List<Duration> bootDelays, Duration newColdStart, WhileCold meanwhile) {
        return with(draft -> {
            draft.spotBootDelays = List.copyOf(bootDelays);
            draft.coldStart = newColdStart;
            draft.whileCold = meanwhile;
        });
    }

    public SandboxSettings withPace(Duration betweenTokens, int tokensPerAnswer) {
        return with(draft -> {
            draft.interTokenDelay = betweenTokens;
            draft.answerTokens = tokensPerAnswer;
        });
    }

    /** With a pretend EC2 besides. */
    public SandboxSettings withCloud(CloudSettings newCloud) {
        return with(draft -> draft.cloud = newCloud);
    }

    /** With pretend serverless providers besides, so many times faster than the real ones. */
    public SandboxSettings withFarEnds(List<Function<FarEndSettings, FakeApi>> newFarEnds, double speed) {
        return with(draft -> {
            draft.farEnds = List.copyOf(newFarEnds);
            draft.farEndSpeed = speed;
        });
    }

    /** With a pretend EC2 whose clock is so many times as fast, see {@link PretendClock}. */
    public SandboxSettings withClockSpeed(double speed) {
        return with(draft -> draft.clockSpeed = speed);
    }

    private SandboxSettings with(Consumer<Draft> change) {
        Draft draft = new Draft(this);
        change.accept(draft);
        return new SandboxSettings(
                draft.model,
                draft.firstPort,
                draft.spotBootDelays,
                draft.coldStart,
                draft.whileCold,
                draft.interTokenDelay,
                draft.answerTokens,
                spotKey,
                serverlessKey,
                draft.cloud,
                draft.farEnds,
                draft.farEndSpeed,
                draft.clockSpeed);
    }

    /** A copy that may be changed once, so that each change above is a few lines. */
    private static final class Draft {
        private String model;
        private int firstPort;
        private List<Duration> spotBootDelays;
        private Duration coldStart;
        private WhileCold whileCold;
        private Duration interTokenDelay;
        private int answerTokens;
        private @Nullable CloudSettings cloud;
        private List<Function<FarEndSettings, FakeApi>> farEnds;
        private double farEndSpeed;
        private double clockSpeed;

        Draft(SandboxSettings from) {
            model = from.model;
            firstPort = from.firstPort;
            spotBootDelays = from.spotBootDelays;
            coldStart = from.coldStart;
            whileCold = from.whileCold;
            interTokenDelay = from.interTokenDelay;
            answerTokens = from.answerTokens;
            cloud = from.cloud;
            farEnds = from.farEnds;
            farEndSpeed = from.farEndSpeed;
            clockSpeed = from.clockSpeed;
        }
    }
}
