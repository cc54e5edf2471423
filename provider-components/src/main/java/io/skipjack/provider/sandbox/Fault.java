package io.skipjack.provider.sandbox;

import io.skipjack.provider.sandbox.FaultKind.Stage;
import java.net.URI;
import java.time.Duration;

/**
 * One scripted failure of a {@link FakeEngine}: what ({@link FaultKind}), how much, how often and for which requests.
 * Immutable; {@code Fault.resetAfterTokens(5).times(1)} is the next request only, without {@code times} it lasts until
 * {@link FakeEngine#clearFaults()}. By default it strikes requests with POST only, so that health checks stay green
 * while generation is broken.
 *
 * @param amount the number the kind's meaning calls N
 * @param text the text the kind's meaning names, or empty
 * @param times how many requests it strikes; 0 for all until cleared
 */
public record Fault(FaultKind kind, long amount, String text, int times, FaultScope scope) {

    public static Fault of(FaultKind kind) {
        return of(kind, kind.defaultAmount(), "");
    }

    public static Fault of(FaultKind kind, long amount) {
        return of(kind, amount, "");
    }

    public static Fault of(FaultKind kind, long amount, String text) {
        return new Fault(kind, amount, text, 0, FaultScope.POSTS);
    }

    public static Fault refuseConnections() {
        return of(FaultKind.REFUSE_CONNECTIONS);
    }

    public static Fault acceptThenNothing() {
        return of(FaultKind.ACCEPT_THEN_NOTHING);
    }

    public static Fault earlyAnswer(int status) {
        return of(FaultKind.EARLY_ANSWER, status);
    }

    public static Fault status(int status) {
        return of(FaultKind.STATUS, status);
    }

    public static Fault tooManyRequests(Duration retryAfter) {
        return of(FaultKind.STATUS, 429, Long.toString(retryAfter.toSeconds()));
    }

    public static Fault unavailable(Duration retryAfter) {
        return of(FaultKind.STATUS, 503, Long.toString(retryAfter.toSeconds()));
    }

    public static Fault contextTooLong() {
        return of(FaultKind.CONTEXT_TOO_LONG);
    }

    public static Fault redirect(int status, URI location) {
        return of(FaultKind.REDIRECT, status, location.toString());
    }

    /** 303 to a path of the same origin, which answers after the delay: what Modal does when an answer takes long. */
    public static Fault seeOther(Duration delay) {
        return of(FaultKind.SEE_OTHER, delay.toMillis());
    }

    public static Fault garbageStatusLine() {
        return of(FaultKind.GARBAGE_STATUS_LINE);
    }

    public static Fault resetBeforeHeaders() {
        return of(FaultKind.RESET_BEFORE_HEADERS);
    }

    public static Fault hangBeforeHeaders() {
        return of(FaultKind.HANG_BEFORE_HEADERS);
    }

    public static Fault hangAfterHeaders() {
        return of(FaultKind.HANG_AFTER_HEADERS);
    }

    public static Fault hangAfterTokens(int tokens) {
        return of(FaultKind.HANG_AFTER_TOKENS, tokens);
    }

    /** RST once so many tokens were said; 0 is after the opening event; not streamed: no byte of the answer comes. */
    public static Fault resetAfterTokens(int tokens) {
        return of(FaultKind.RESET_AFTER_TOKENS, tokens);
    }

    /** RST once so many bytes of the body were sent; 0 is after the headers. */
    public static Fault resetAfterBytes(long bytes) {
        return of(FaultKind.RESET_AFTER_BYTES, bytes);
    }

    public static Fault finAfterTokens(int tokens) {
        return of(FaultKind.FIN_AFTER_TOKENS, tokens);
    }

    public static Fault endWithoutFinish(int tokens) {
        return of(FaultKind.END_WITHOUT_FINISH, tokens);
    }

    public static Fault errorEventAfterTokens(int tokens) {
        return of(FaultKind.ERROR_EVENT, tokens);
    }

    /** Ends after so many tokens with {@code abort} or {@code error} as the finish reason. */
    public static Fault finishReason(String reason, int tokens) {
        return of(FaultKind.FINISH_REASON, tokens, reason);
    }

    public static Fault slow(int factor) {
        return of(FaultKind.SLOW, factor);
    }

    public static Fault cutShort(int bytes) {
        return of(FaultKind.CUT_SHORT, bytes);
    }

    public static Fault garbageHeaders() {
        return of(FaultKind.GARBAGE_HEADERS);
    }

    public static Fault oversizedHeaders(int bytes) {
        return of(FaultKind.OVERSIZED_HEADERS, bytes);
    }

    public static Fault informational() {
        return of(FaultKind.INFORMATIONAL);
    }

    public static Fault trailers() {
        return of(FaultKind.TRAILERS);
    }

    public static Fault hugeEvent(int bytes) {
        return of(FaultKind.HUGE_EVENT, bytes);
    }

    public static Fault crlf() {
        return of(FaultKind.CRLF);
    }

    public static Fault dribble() {
        return of(FaultKind.DRIBBLE);
    }

    public static Fault chunkExtensions() {
        return of(FaultKind.CHUNK_EXTENSIONS);
    }

    public static Fault gzip() {
        return of(FaultKind.GZIP);
    }

    public static Fault setCookies(int count) {
        return of(FaultKind.SET_COOKIES, count);
    }

    public static Fault contentLength() {
        return of(FaultKind.CONTENT_LENGTH);
    }

    public static Fault closeDelimited() {
        return of(FaultKind.CLOSE_DELIMITED);
    }

    /** Only the next so many requests that it fits. */
    public Fault times(int requests) {
        return new Fault(kind, amount, text, requests, scope);
    }

    /** Only requests whose body contains this text: a poisoned prompt. */
    public Fault whenBodyContains(String needle) {
        return new Fault(kind, amount, text, times, scope.containing(needle));
    }

    /** Only requests whose body has this SHA-256, in lower-case hex. */
    public Fault whenBodyHashIs(String sha256) {
        return new Fault(kind, amount, text, times, scope.hashing(sha256));
    }

    /** Only requests whose path starts so, of any method: {@code /health}, {@code /v1/chat}, or {@code /} for all. */
    public Fault onPath(String prefix) {
        return new Fault(kind, amount, text, times, scope.under(prefix));
    }

    Stage stage() {
        return kind.stage();
    }

    /** As it is typed: the word and what differs from the defaults. */
    @Override
    public String toString() {
        return kind.word() + " " + amount + (text.isEmpty() ? "" : " " + text) + (times > 0 ? " x" + times : "");
    }
}
