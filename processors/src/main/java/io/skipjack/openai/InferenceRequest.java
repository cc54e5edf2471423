package io.skipjack.openai;

import org.jspecify.annotations.Nullable;

/**
 * An inference request, read once and only as far as routing and metering need.
 *
 * @param path the allowlisted path, such as {@code /v1/chat/completions}
 * @param operation what the path asks for
 * @param query the raw query string, still percent-encoded; null for none
 * @param contentType as sent upstream: the client's for multipart, else {@code application/json}
 * @param model the model named in the body; null when it names none
 * @param stream whether the client wants server-sent events
 * @param usageWanted whether the client itself asked for the usage chunk of a stream
 * @param user the {@code user} field, for session affinity; null for none
 * @param resume what is needed to resume its answer
 * @param body what goes upstream: the validated bytes, with usage asked for where the client streams; not to be modified
 */
@SuppressWarnings("ArrayRecordComponent") // handed through without a copy; compared by nobody
public record InferenceRequest(
        String path,
        Operation operation,
        @Nullable String query,
        String contentType,
        @Nullable String model,
        boolean stream,
        boolean usageWanted,
        @Nullable String user,
        ResumeSpec resume,
        byte[] body) {}
