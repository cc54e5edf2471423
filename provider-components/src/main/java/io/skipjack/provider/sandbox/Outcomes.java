package io.skipjack.provider.sandbox;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Plays the outcome faults that need no generation. */
final class Outcomes {
    private final EngineSettings settings;
    private final Results results;

    Outcomes(EngineSettings settings, Results results) {
        this.settings = settings;
        this.results = results;
    }

    /** True when the fault was the whole answer. */
    boolean strike(@Nullable Fault fault, ReceivedRequest request, Reply reply)
            throws IOException, InterruptedException {
        if (fault == null) {
            return false;
        }
        switch (fault.kind()) {
            case STATUS -> status((int) fault.amount(), fault.text(), reply);
            case CONTEXT_TOO_LONG ->
                EngineErrors.send(
                        reply, settings, RefusedException.tooLong(settings.maxModelLen(), settings.maxModelLen(), 1));
            case REDIRECT ->
                reply.header("location", fault.text()).bytes((int) fault.amount(), "text/plain", new byte[0]);
            case SEE_OTHER ->
                results.defer(request, System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(fault.amount()), reply);
            case GARBAGE_STATUS_LINE -> {
                reply.raw("HTPP/banana two hundred maybe\r\n\u0001\u0002\r\n\r\nnot http at all");
                reply.cut();
            }
            case RESET_BEFORE_HEADERS -> reply.reset();
            case HANG_BEFORE_HEADERS -> Generator.hang();
            default -> {
                return false;
            }
        }
        return true;
    }

    /** What a fault that counts tokens means to an answer that has none; true when it was the whole answer. */
    boolean strikeWithoutTokens(@Nullable Fault fault, Reply reply) throws IOException, InterruptedException {
        if (fault == null) {
            return false;
        }
        switch (fault.kind()) {
            case HANG_AFTER_HEADERS, HANG_AFTER_TOKENS -> Generator.hang();
            case RESET_AFTER_TOKENS -> reply.reset();
            case FIN_AFTER_TOKENS -> reply.cut();
            case ERROR_EVENT -> EngineErrors.send(reply, settings, 500, Generator.ENGINE_DEAD);
            default -> {
                return false;
            }
        }
        return true;
    }

    private void status(int status, String retryAfter, Reply reply) throws IOException {
        if (!retryAfter.isEmpty()) {
            reply.header("retry-after", retryAfter);
        }
        String message = switch (status) {
            case 429 -> "Too many requests, please slow down.";
            case 503 -> "The engine is overloaded or not ready.";
            case 500 -> Generator.ENGINE_DEAD;
            default -> "Scripted status " + status + ".";
        };
        reply.bytes(
                status,
                Reply.JSON,
                EngineErrors.body(settings, status, message, null).getBytes(StandardCharsets.UTF_8));
    }
}
