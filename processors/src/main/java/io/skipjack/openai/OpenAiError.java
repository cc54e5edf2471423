package io.skipjack.openai;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * An error as OpenAI clients understand it: {@code {"error":{"message","type","param","code"}}}, all four keys always
 * present, plus the HTTP status and how long to wait.
 *
 * @param status HTTP status, 400 to 599
 * @param retryAfter sent as {@code Retry-After} in whole seconds, rounded up; null for none
 */
public record OpenAiError(
        int status,
        String type,
        @Nullable String code,
        String message,
        @Nullable String param,
        @Nullable Duration retryAfter) {}
