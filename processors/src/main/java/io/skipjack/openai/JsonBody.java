package io.skipjack.openai;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.skipjack.domain.resume.RequestTrait;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * One pass over a JSON body: the four top-level fields that routing and metering need, the media URLs, and the syntax of
 * everything else. Skipped strings are never decoded. Made for one body, then thrown away.
 */
final class JsonBody {
    private final byte[] bytes;
    private final JsonParser parser;
    private final Operation operation;
    private final MediaGuard guard;
    private final RequestTraits traits;

    private @Nullable String model;
    private @Nullable String user;
    private boolean stream;
    private boolean includeUsage;
    private int root;
    private int streamAt = -1;
    private int streamLength;

    /** What would make the body ask for usage; found where {@code stream_options} stands, null until then. */
    private @Nullable UsageSplice splice;

    JsonBody(byte[] bytes, JsonParser parser, Operation operation, MediaUrls urls) {
        this.bytes = bytes;
        this.parser = parser;
        this.operation = operation;
        this.guard = new MediaGuard(bytes, parser, operation, urls);
        this.traits = new RequestTraits(parser, operation);
    }

    @Nullable
    String model() {
        return model;
    }

    @Nullable
    String user() {
        return user;
    }

    boolean stream() {
        return stream;
    }

    /** Whether the client asked for usage, or the format carries it anyway. */
    boolean usageWanted() {
        return includeUsage || (stream && !splices());
    }

    /** The bytes for upstream: as they came, or with usage asked for. */
    byte[] forwarded() {
        if (!stream || includeUsage || !splices()) {
            return bytes;
        }
        UsageSplice edit = splice == null ? UsageSplice.intoRoot(root) : splice;
        return edit.apply(bytes);
    }

    /** What resuming the answer needs to know, once all has been read. */
    ResumeSpec resume() {
        if (guard.media()) {
            traits.add(RequestTrait.MEDIA);
        }
        return new ResumeSpec(
                traits.request(),
                root,
                stream ? -1 : streamAt,
                streamLength,
                traits.mayAskTokenIds(),
                splice != null,
                traits.withheld());
    }

    private boolean splices() {
        return operation == Operation.CHAT || operation == Operation.COMPLETIONS;
    }

    void read() throws IOException, OpenAiException {
        JsonToken first = parser.nextToken();
        if (first == null) {
            throw Fields.invalid("The request has no JSON body.");
        }
        if (first != JsonToken.START_OBJECT) {
            throw Fields.invalid("The JSON body must be an object.");
        }
        root = offset();
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            member(name, parser.nextToken());
        }
        if (parser.nextToken() != null) {
            throw Fields.invalid("There is text after the end of the JSON body.");
        }
    }

    private void member(String name, JsonToken value) throws IOException, OpenAiException {
        switch (name) {
            case "model" -> {
                String text = text(name, value);
                model = text == null ? null : Fields.model(text);
            }
            case "user" -> user = text(name, value);
            case "stream" -> {
                stream = flag(name, value);
                streamAt = offset();
                streamLength = value == JsonToken.VALUE_FALSE ? 5 : 4;
            }
            case "stream_options" -> streamOptions(name, value);
            default -> {
                if (!traits.member(name, value)) {
                    guard.check(name, value);
                }
            }
        }
    }

    private @Nullable String text(String name, JsonToken value) throws IOException, OpenAiException {
        return switch (value) {
            case VALUE_STRING -> parser.getText();
            case VALUE_NULL -> null;
            default -> throw Fields.invalid("'" + name + "' must be a string.", name);
        };
    }

    private static boolean flag(String name, JsonToken value) throws OpenAiException {
        return switch (value) {
            case VALUE_TRUE -> true;
            case VALUE_FALSE, VALUE_NULL -> false;
            default -> throw Fields.invalid("'" + name + "' must be true or false.", name);
        };
    }

    private void streamOptions(String name, JsonToken value) throws IOException, OpenAiException {
        if (value == JsonToken.VALUE_NULL) {
            splice = UsageSplice.overNull(offset());
            return;
        }
        if (value != JsonToken.START_OBJECT) {
            throw Fields.invalid("'" + name + "' must be an object.", name);
        }
        int object = offset();
        boolean empty = true;
        UsageSplice found = null;
        for (String key = parser.nextFieldName(); key != null; key = parser.nextFieldName()) {
            JsonToken option = parser.nextToken();
            empty = false;
            if (key.equals("include_usage")) {
                includeUsage = flag("stream_options.include_usage", option);
                found = UsageSplice.overFlag(offset(), option == JsonToken.VALUE_NULL ? 4 : 5);
            } else {
                parser.skipChildren();
            }
        }
        splice = found == null ? UsageSplice.intoOptions(object, empty) : found;
    }

    private int offset() {
        return (int) parser.currentTokenLocation().getByteOffset();
    }
}
