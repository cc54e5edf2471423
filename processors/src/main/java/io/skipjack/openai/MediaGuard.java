package io.skipjack.openai;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Skips a value of a request, checking each URL that an engine would fetch on the way.
 *
 * <p>Such a URL is a string under a media key ({@code "image_url":"..."}) or under {@code url} in an object under one, at
 * any depth, as engines take them in chat, score, rerank and response items alike. Anthropic's form is {@code source.url},
 * and a response's MCP tool has a {@code server_url}. Not looked at: what no engine fetches from, above all function
 * schemas and the arguments of tool calls, where any key may mean anything.
 */
final class MediaGuard {
    private final byte[] bytes;
    private final JsonParser parser;
    private final boolean messages;
    private final boolean responses;
    private final MediaUrls urls;
    private boolean media;

    MediaGuard(byte[] bytes, JsonParser parser, Operation operation, MediaUrls urls) {
        this.bytes = bytes;
        this.parser = parser;
        this.messages = operation == Operation.MESSAGES;
        this.responses = operation == Operation.RESPONSES;
        this.urls = urls;
    }

    /** Whether a part of what was read is something else than text: an image, audio, video, a file. */
    boolean media() {
        return media;
    }

    /** Moves the parser to the end of the top-level value that it stands on. */
    void check(String name, JsonToken value) throws IOException, OpenAiException {
        switch (name) {
            case "functions", "metadata", "response_format" -> parser.skipChildren();
            case "tools" -> {
                if (responses) {
                    walk(value);
                } else {
                    parser.skipChildren();
                }
            }
            default -> walk(value);
        }
    }

    private void walk(JsonToken first) throws IOException, OpenAiException {
        int depth = 0;
        JsonToken token = first;
        while (true) {
            switch (token) {
                case START_OBJECT, START_ARRAY -> depth++;
                case END_OBJECT, END_ARRAY -> depth--;
                case VALUE_STRING -> string();
                case FIELD_NAME -> {
                    media |= isMediaPart(parser.currentName());
                    skipToolInput();
                }
                default -> {}
            }
            if (depth == 0) {
                return;
            }
            token = parser.nextToken();
        }
    }

    /** Anthropic's tool calls carry their arguments as an object; there, a URL is only text. */
    private void skipToolInput() throws IOException {
        if (messages && parser.currentName().equals("input")) {
            parser.nextToken();
            parser.skipChildren();
        }
    }

    private void string() throws IOException, OpenAiException {
        JsonStreamContext context = named(parser.getParsingContext());
        if (context == null || !isFetched(context) || isPlainDataUrl()) {
            return;
        }
        String refusal = urls.refusal(parser.getText());
        if (refusal != null) {
            String key = context.getCurrentName();
            throw Fields.invalid("The URL in '" + key + "' " + refusal + ".", key);
        }
    }

    private boolean isFetched(JsonStreamContext context) {
        String key = context.getCurrentName();
        if (isMedia(key)) {
            return true;
        }
        JsonStreamContext outer = key.equals("url") ? named(context.getParent()) : null;
        return outer != null
                && (isMedia(outer.getCurrentName())
                        || (messages && outer.getCurrentName().equals("source")));
    }

    private static boolean isMediaPart(String key) {
        return switch (key) {
            case "image_url",
                    "audio_url",
                    "video_url",
                    "file_url",
                    "input_image",
                    "input_audio",
                    "input_file",
                    "file",
                    "image_embeds",
                    "audio_embeds",
                    "image_pil" -> true;
            default -> false;
        };
    }

    private boolean isMedia(String key) {
        return switch (key) {
            case "image_url", "audio_url", "video_url", "file_url", "input_image" -> true;
            case "server_url" -> responses;
            default -> false;
        };
    }

    /** The nearest object around, through any arrays; null at the top. */
    private static @Nullable JsonStreamContext named(@Nullable JsonStreamContext context) {
        JsonStreamContext at = context;
        while (at != null && !at.inObject()) {
            at = at.getParent();
        }
        return at;
    }

    /** Told by its first bytes, so that megabytes of base64 are not decoded to a string. */
    private boolean isPlainDataUrl() {
        int at = (int) parser.currentTokenLocation().getByteOffset() + 1;
        return at + 5 <= bytes.length
                && bytes[at] == 'd'
                && bytes[at + 1] == 'a'
                && bytes[at + 2] == 't'
                && bytes[at + 3] == 'a'
                && bytes[at + 4] == ':';
    }
}
