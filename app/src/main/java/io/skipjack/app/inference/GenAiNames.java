package io.skipjack.app.inference;

import io.skipjack.openai.Operation;

/** Words of OpenTelemetry's semantic conventions for generative AI, the same in metrics and traces. */
public final class GenAiNames {
    /** {@code gen_ai.provider.name}: who answers is the router; which tier did, ours says. */
    public static final String PROVIDER = "skipjack";

    private GenAiNames() {}

    /** {@code gen_ai.operation.name}. */
    public static String operation(Operation operation) {
        return switch (operation) {
            case CHAT, RESPONSES, MESSAGES -> "chat";
            case COMPLETIONS -> "text_completion";
            case EMBEDDINGS -> "embeddings";
            case AUDIO -> "audio";
            case OTHER -> "other";
        };
    }
}
