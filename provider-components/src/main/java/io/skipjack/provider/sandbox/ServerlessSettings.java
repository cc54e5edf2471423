package io.skipjack.provider.sandbox;

import java.time.Duration;
import java.util.Map;

/**
 * How a fake serverless endpoint behaves. Start from {@link #defaults()}.
 *
 * @param engine what answers once warm; its API key, if any, is wanted besides the credential
 * @param coldStart from the first request to a warm engine; default 8 s
 * @param whileCold what callers see until then; default {@link WhileCold#HOLD}
 * @param redirectAfter how long {@link WhileCold#SEE_OTHER} holds a request before each 303; default 1 s (Modal: 150 s)
 * @param idleWindow scales to zero after so long without a request; default 60 s
 * @param credential headers every request must carry, such as {@code Modal-Key} and {@code Modal-Secret}, by name;
 *     default none
 * @param meter that its workers are written down by; default one that nobody reads
 */
public record ServerlessSettings(
        EngineSettings engine,
        Duration coldStart,
        WhileCold whileCold,
        Duration redirectAfter,
        Duration idleWindow,
        Map<String, String> credential,
        WorkerMeter meter) {

    /** What a request meets while no engine is warm. */
    public enum WhileCold {
        /** The connection is held until the engine is warm: Cloud Run, Baseten, Modal for short starts. */
        HOLD,
        /** 503 "no workers available": RunPod and others. */
        UNAVAILABLE,
        /** 502, as a gateway says that finds nothing behind it. */
        BAD_GATEWAY,
        /** Held for a while, then 303 to a result path, again and again: Modal beyond 150 s. */
        SEE_OTHER
    }

    public static ServerlessSettings defaults() {
        return new ServerlessSettings(
                EngineSettings.defaults().named("serverless"),
                Duration.ofSeconds(8),
                WhileCold.HOLD,
                Duration.ofSeconds(1),
                Duration.ofSeconds(60),
                Map.of(),
                WorkerMeter.unread());
    }

    public ServerlessSettings withEngine(EngineSettings newEngine) {
        return new ServerlessSettings(newEngine, coldStart, whileCold, redirectAfter, idleWindow, credential, meter);
    }

    public ServerlessSettings starting(Duration newColdStart, WhileCold meanwhile) {
        return new ServerlessSettings(engine, newColdStart, meanwhile, redirectAfter, idleWindow, credential, meter);
    }

    public ServerlessSettings redirectingAfter(Duration hold) {
        return new ServerlessSettings(engine, coldStart, whileCold, hold, idleWindow, credential, meter);
    }

    public ServerlessSettings idlingAfter(Duration window) {
        return new ServerlessSettings(engine, coldStart, whileCold, redirectAfter, window, credential, meter);
    }

    public ServerlessSettings wanting(Map<String, String> headers) {
        return new ServerlessSettings(
                engine, coldStart, whileCold, redirectAfter, idleWindow, Map.copyOf(headers), meter);
    }

    public ServerlessSettings meteredBy(WorkerMeter newMeter) {
        return new ServerlessSettings(engine, coldStart, whileCold, redirectAfter, idleWindow, credential, newMeter);
    }
}
