package io.skipjack.provider.sandbox;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The ways a fake engine can be told to fail. Each has one number ({@link Fault#amount()}) whose meaning and default
 * stand here; its word on the command line and in JSON is the name in lower case with dashes.
 */
public enum FaultKind {
    REFUSE_CONNECTIONS(Stage.CONNECTION, 0, "the port refuses connections until cleared"),
    ACCEPT_THEN_NOTHING(Stage.CONNECTION, 0, "the connection is accepted, then nothing is ever said"),
    EARLY_ANSWER(Stage.HEAD, 413, "answers with status N before the request body is read"),

    STATUS(Stage.OUTCOME, 500, "answers with status N; the text, if any, is sent as Retry-After"),
    CONTEXT_TOO_LONG(Stage.OUTCOME, 0, "answers 400, context too long, in vLLM's words"),
    REDIRECT(Stage.OUTCOME, 307, "answers with status N and the text as Location"),
    SEE_OTHER(Stage.OUTCOME, 200, "answers 303 to a result path of its own that answers after N ms"),
    GARBAGE_STATUS_LINE(Stage.OUTCOME, 0, "answers with a line that is no HTTP"),
    RESET_BEFORE_HEADERS(Stage.OUTCOME, 0, "resets the connection (RST) once the request is read"),
    HANG_BEFORE_HEADERS(Stage.OUTCOME, 0, "reads the request and never answers"),
    HANG_AFTER_HEADERS(Stage.OUTCOME, 0, "sends the headers of a stream and no event"),
    HANG_AFTER_TOKENS(Stage.OUTCOME, 5, "says N tokens, then nothing more"),
    RESET_AFTER_TOKENS(Stage.OUTCOME, 5, "says N tokens, then resets the connection (RST)"),
    FIN_AFTER_TOKENS(Stage.OUTCOME, 5, "says N tokens, then closes (FIN) without the last chunk"),
    END_WITHOUT_FINISH(
            Stage.OUTCOME, 5, "says N tokens, then ends the body well but with no finish_reason and no [DONE]"),
    ERROR_EVENT(Stage.OUTCOME, 5, "says N tokens, then an error event and [DONE]; 500 when not streaming"),
    FINISH_REASON(Stage.OUTCOME, 5, "says N tokens, then ends with the text (abort, error) as finish_reason"),

    RESET_AFTER_BYTES(Stage.WIRE, 0, "sends the headers and N bytes of the body, then resets the connection"),
    CUT_SHORT(Stage.WIRE, 10, "announces a Content-Length and closes N bytes short of it"),
    GARBAGE_HEADERS(Stage.WIRE, 0, "mixes lines that are no headers into the head"),
    OVERSIZED_HEADERS(Stage.WIRE, 65_536, "adds a header of N bytes"),
    INFORMATIONAL(Stage.WIRE, 0, "sends 100 and 103 before the answer"),
    TRAILERS(Stage.WIRE, 0, "sends trailers after the last chunk"),
    HUGE_EVENT(Stage.WIRE, 1_048_576, "adds one event of N bytes that carries no text"),
    CRLF(Stage.WIRE, 0, "ends the lines of the event stream with CR LF"),
    DRIBBLE(Stage.WIRE, 0, "sends every byte of the body as a chunk and a packet of its own"),
    CHUNK_EXTENSIONS(Stage.WIRE, 0, "adds an extension to every chunk size"),
    GZIP(Stage.WIRE, 0, "compresses the answer without being asked"),
    SET_COOKIES(Stage.WIRE, 3, "adds N Set-Cookie headers"),
    CONTENT_LENGTH(Stage.WIRE, 0, "sends the whole body at the end with a Content-Length, streams too"),
    CLOSE_DELIMITED(Stage.WIRE, 0, "sends the body without any length and closes"),
    SLOW(Stage.WIRE, 10, "reads the prompt and says tokens N times slower");

    /** When a fault strikes. A request meets the first fault of each stage but WIRE, of which all strike together. */
    enum Stage {
        CONNECTION,
        HEAD,
        OUTCOME,
        WIRE
    }

    private final Stage stage;
    private final long defaultAmount;
    private final String meaning;

    FaultKind(Stage stage, long defaultAmount, String meaning) {
        this.stage = stage;
        this.defaultAmount = defaultAmount;
        this.meaning = meaning;
    }

    Stage stage() {
        return stage;
    }

    public long defaultAmount() {
        return defaultAmount;
    }

    /** One line for people; N is the amount. */
    public String meaning() {
        return meaning;
    }

    /** The word used in JSON and on the command line, for instance {@code reset-after-tokens}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Understands the word, its form with underscores, and {@code reset-after} for {@code reset-after-tokens}. */
    public static Optional<FaultKind> of(String word) {
        String wanted = word.toLowerCase(Locale.ROOT).replace('_', '-');
        return Arrays.stream(values())
                .filter(kind -> kind.word().equals(wanted) || kind.word().equals(wanted + "-tokens"))
                .findFirst();
    }

    static List<String> words() {
        return Arrays.stream(values()).map(FaultKind::word).toList();
    }
}
