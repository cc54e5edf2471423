package io.skipjack.provider.sandbox;

import io.skipjack.provider.sandbox.EngineTraits.Parameters;
import io.skipjack.provider.sandbox.TokenChain.Characters;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * How one fake engine behaves when nothing is broken. Start from {@link #defaults()} and change what the test is about.
 *
 * @param name appears in thread names and control answers; default {@code engine}
 * @param model the one model served; default {@code Qwen/Qwen3-0.6B}
 * @param address of the loopback interface to listen on; default 127.0.0.1
 * @param port TCP port on it; 0 (default) takes a free one, kept for the engine's whole life
 * @param apiKey bearer key wanted on {@code /v1} paths, as vLLM's {@code --api-key}; null (default) for none
 * @param bootDelay from start to ready; default zero
 * @param refuseWhileBooting true: connection refused until booted, as vLLM does; false (default): 503 on everything
 * @param maxRunning sequences generated at once, the others wait; default 256
 * @param prefillPerSecond prompt tokens read per second before the first token; default 1,000,000
 * @param interTokenDelay time between two tokens of one sequence; default 1 ms
 * @param answerTokens length of an answer whose request names none (it then ends with {@code stop}); default 16
 * @param maxModelLen prompt plus answer, in tokens; more is a 400; default 32768
 * @param oldErrors true: errors as vLLM before 0.11, without the {@code error} envelope; default false
 * @param traits what differs between real engines and decides how an answer can be resumed; default {@link EngineTraits#USUAL}
 */
public record EngineSettings(
        String name,
        String model,
        String address,
        int port,
        @Nullable String apiKey,
        Duration bootDelay,
        boolean refuseWhileBooting,
        int maxRunning,
        int prefillPerSecond,
        Duration interTokenDelay,
        int answerTokens,
        int maxModelLen,
        boolean oldErrors,
        EngineTraits traits) {

    public static EngineSettings defaults() {
        return new EngineSettings(
                "engine",
                "Qwen/Qwen3-0.6B",
                Loopback.USUAL,
                0,
                null,
                Duration.ZERO,
                false,
                256,
                1_000_000,
                Duration.ofMillis(1),
                16,
                32_768,
                false,
                EngineTraits.USUAL);
    }

    public EngineSettings named(String newName) {
        return with(draft -> draft.name = newName);
    }

    public EngineSettings withModel(String newModel) {
        return with(draft -> draft.model = newModel);
    }

    public EngineSettings onPort(int newPort) {
        return with(draft -> draft.port = newPort);
    }

    /** Listens on another address of the loopback interface, such as 127.4.8.15. */
    public EngineSettings onAddress(String newAddress) {
        return with(draft -> draft.address = newAddress);
    }

    public EngineSettings withApiKey(@Nullable String newApiKey) {
        return with(draft -> draft.apiKey = newApiKey);
    }

    public EngineSettings booting(Duration delay, boolean refuseMeanwhile) {
        return with(draft -> {
            draft.bootDelay = delay;
            draft.refuseWhileBooting = refuseMeanwhile;
        });
    }

    public EngineSettings withMaxRunning(int sequences) {
        return with(draft -> draft.maxRunning = sequences);
    }

    /** Prompt tokens read per second, and the time between two tokens of an answer. */
    public EngineSettings withSpeed(int promptTokensPerSecond, Duration betweenTokens) {
        return with(draft -> {
            draft.prefillPerSecond = promptTokensPerSecond;
            draft.interTokenDelay = betweenTokens;
        });
    }

    public EngineSettings withAnswerTokens(int tokens) {
        return with(draft -> draft.answerTokens = tokens);
    }

    public EngineSettings withMaxModelLen(int tokens) {
        return with(draft -> draft.maxModelLen = tokens);
    }

    /** Errors as vLLM wrote them before 0.11: {@code {"object":"error","message",…}}. */
    public EngineSettings withOldErrors() {
        return with(draft -> draft.oldErrors = true);
    }

    /** Characters come apart over several ids; their text is withheld until they are whole. */
    public EngineSettings withSplitCharacters() {
        return with(draft -> draft.traits = traits.with(Characters.SPLIT));
    }

    /** So many ids come in one chunk, as by speculative decoding; the last chunk may hold fewer. */
    public EngineSettings withTokensPerChunk(int tokens) {
        return with(draft -> draft.traits = traits.withTokensPerChunk(tokens));
    }

    /** The first tokens of a chat's answer come as {@code reasoning_content}; not where a final message is continued. */
    public EngineSettings withReasoning(int tokens) {
        return with(draft -> draft.traits = traits.withReasoning(tokens));
    }

    /** The chat template strips white space from the end of a final message that is to be continued. */
    public EngineSettings withTrimmingTemplate() {
        return with(draft -> draft.traits = traits.withTrimmingTemplate());
    }

    /** Refuses parameters that OpenAI does not know, in OpenAI's words. */
    public EngineSettings withStrictParameters() {
        return with(draft -> draft.traits = traits.with(Parameters.STRICT));
    }

    /** Knows no token ids and no continuation: ignores what asks for them and opens a new turn, as a foreign gateway would. */
    public EngineSettings withoutTokenIds() {
        return with(draft -> draft.traits = traits.with(Parameters.FOREIGN));
    }

    private EngineSettings with(Consumer<Draft> change) {
        Draft draft = new Draft(this);
        change.accept(draft);
        return draft.settings();
    }

    /** A copy that may be changed once, so that each change above is one line. */
    private static final class Draft {
        private String name;
        private String model;
        private String address;
        private int port;
        private @Nullable String apiKey;
        private Duration bootDelay;
        private boolean refuseWhileBooting;
        private int maxRunning;
        private int prefillPerSecond;
        private Duration interTokenDelay;
        private int answerTokens;
        private int maxModelLen;
        private boolean oldErrors;
        private EngineTraits traits;

        Draft(EngineSettings from) {
            name = from.name;
            model = from.model;
            address = from.address;
            port = from.port;
            apiKey = from.apiKey;
            bootDelay = from.bootDelay;
            refuseWhileBooting = from.refuseWhileBooting;
            maxRunning = from.maxRunning;
            prefillPerSecond = from.prefillPerSecond;
            interTokenDelay = from.interTokenDelay;
            answerTokens = from.answerTokens;
            maxModelLen = from.maxModelLen;
            oldErrors = from.oldErrors;
            traits = from.traits;
        }

        EngineSettings settings() {
            return new EngineSettings(
                    name,
                    model,
                    address,
                    port,
                    apiKey,
                    bootDelay,
                    refuseWhileBooting,
                    maxRunning,
                    prefillPerSecond,
                    interTokenDelay,
                    answerTokens,
                    maxModelLen,
                    oldErrors,
                    traits);
        }
    }
}
