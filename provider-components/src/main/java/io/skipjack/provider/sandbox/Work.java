package io.skipjack.provider.sandbox;

import java.util.Map;
import java.util.Optional;

/** What the GPU can be asked for, by path. */
enum Work {
    CHAT,
    COMPLETION,
    RESPONSES,
    MESSAGES,
    EMBEDDINGS,
    RERANK,
    SCORE,
    TRANSCRIPTION,
    SPEECH;

    private static final Map<String, Work> BY_PATH = Map.ofEntries(
            Map.entry("/v1/chat/completions", CHAT),
            Map.entry("/v1/completions", COMPLETION),
            Map.entry("/v1/responses", RESPONSES),
            Map.entry("/v1/messages", MESSAGES),
            Map.entry("/v1/embeddings", EMBEDDINGS),
            Map.entry("/v1/rerank", RERANK),
            Map.entry("/v2/rerank", RERANK),
            Map.entry("/rerank", RERANK),
            Map.entry("/v1/score", SCORE),
            Map.entry("/score", SCORE),
            Map.entry("/v1/audio/transcriptions", TRANSCRIPTION),
            Map.entry("/v1/audio/translations", TRANSCRIPTION),
            Map.entry("/v1/audio/speech", SPEECH));

    static Optional<Work> of(ReceivedRequest request) {
        return request.method().equals("POST") ? Optional.ofNullable(BY_PATH.get(request.path())) : Optional.empty();
    }

    static boolean isPath(String path) {
        return BY_PATH.containsKey(path);
    }
}
