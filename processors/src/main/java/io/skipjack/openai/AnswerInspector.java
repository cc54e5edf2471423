package io.skipjack.openai;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads usage, errors and finish reasons out of a non-streamed JSON answer of any operation. Never throws for what is in
 * it; text that is not JSON, or JSON cut short, is reported as malformed. Safe for use by many threads.
 */
public final class AnswerInspector {
    private static final int DEEPEST = 500;
    private static final int LONGEST = 10_000;

    private final JsonFactory json =
            JsonParsing.lenient(new ReaderLimits(Integer.MAX_VALUE, DEEPEST, LONGEST, LONGEST, Set.of()));

    /** Looks at {@code body[from, to)}. */
    public AnswerFacts inspect(byte[] body, int from, int to) {
        Reading reading = new Reading();
        try (JsonParser parser = json.createParser(body, from, to - from)) {
            reading.malformed = !reading.answer(parser);
        } catch (IOException malformed) {
            reading.malformed = true;
        }
        return new AnswerFacts(
                reading.promptTokens, reading.completionTokens, reading.finishReason, reading.error, reading.malformed);
    }

    private static final class Reading {
        private long promptTokens = -1;
        private long completionTokens = -1;
        private @Nullable String finishReason;
        private boolean error;
        private boolean malformed;

        boolean answer(JsonParser parser) throws IOException {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return false;
            }
            for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
                member(parser, name, parser.nextToken());
            }
            return parser.nextToken() == null;
        }

        private void member(JsonParser parser, String name, JsonToken value) throws IOException {
            switch (name) {
                case "usage" -> usage(parser, value);
                case "choices" -> choices(parser, value);
                case "stop_reason" -> reason(parser, value);
                case "error" -> {
                    error |= value != JsonToken.VALUE_NULL && value != JsonToken.VALUE_FALSE;
                    parser.skipChildren();
                }
                case "object", "type" -> error |= is(parser, value, "error");
                case "status" -> error |= is(parser, value, "failed");
                default -> parser.skipChildren();
            }
        }

        private void usage(JsonParser parser, JsonToken value) throws IOException {
            if (value != JsonToken.START_OBJECT) {
                parser.skipChildren();
                return;
            }
            for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
                JsonToken count = parser.nextToken();
                switch (name) {
                    case "prompt_tokens", "input_tokens" -> promptTokens = count(parser, count);
                    case "completion_tokens", "output_tokens" -> completionTokens = count(parser, count);
                    default -> parser.skipChildren();
                }
            }
        }

        /** Finish reasons stand two levels down, in the objects of the array. */
        private void choices(JsonParser parser, JsonToken value) throws IOException {
            if (value != JsonToken.START_ARRAY) {
                parser.skipChildren();
                return;
            }
            for (JsonToken choice = parser.nextToken(); choice != JsonToken.END_ARRAY; choice = parser.nextToken()) {
                if (choice != JsonToken.START_OBJECT) {
                    parser.skipChildren();
                    continue;
                }
                for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
                    JsonToken member = parser.nextToken();
                    if (name.equals("finish_reason")) {
                        reason(parser, member);
                    } else {
                        parser.skipChildren();
                    }
                }
            }
        }

        /** A choice that was given up is not hidden by a sound one after it. */
        private void reason(JsonParser parser, JsonToken value) throws IOException {
            if (value != JsonToken.VALUE_STRING) {
                parser.skipChildren();
            } else if (finishReason == null || !StreamState.gaveUp(finishReason)) {
                finishReason = parser.getText();
            }
        }

        private static long count(JsonParser parser, JsonToken value) throws IOException {
            boolean whole =
                    value == JsonToken.VALUE_NUMBER_INT && parser.getNumberType() != JsonParser.NumberType.BIG_INTEGER;
            if (!whole) {
                parser.skipChildren();
                return -1;
            }
            return Math.max(-1, parser.getLongValue());
        }

        private static boolean is(JsonParser parser, JsonToken value, String literal) throws IOException {
            boolean same = value == JsonToken.VALUE_STRING && literal.equals(parser.getText());
            parser.skipChildren();
            return same;
        }
    }
}
