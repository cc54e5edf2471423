package io.skipjack.openai;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a request's body claims to be.
 *
 * <p>JSON is also taken under the names it comes by in practice: no type at all, {@code text/plain}, and
 * {@code application/x-www-form-urlencoded}, which a plain {@code curl -d} sends.
 *
 * @param boundary for multipart, 1 to 70 characters; null for JSON
 */
record ContentType(@Nullable String boundary) {
    static final String JSON = "application/json";
    private static final ContentType AS_JSON = new ContentType(null);
    private static final int LONGEST = 512;

    boolean multipart() {
        return boundary != null;
    }

    /** @throws OpenAiException 415 for a type nobody reads, 400 for a header that is malformed */
    static ContentType read(@Nullable String header, Operation operation) throws OpenAiException {
        if (header == null || header.isBlank() || header.equals(JSON)) {
            return AS_JSON;
        }
        if (header.length() > LONGEST || header.chars().anyMatch(c -> c < ' ' || c > '~')) {
            throw malformed("The Content-Type header is malformed.");
        }
        List<String> parts = split(header);
        String type = parts.getFirst().strip().toLowerCase(Locale.ROOT);
        return switch (type) {
            case JSON, "text/plain", "application/x-www-form-urlencoded" -> json(parts);
            case "multipart/form-data" -> multipart(parts, operation);
            default ->
                throw unsupported(
                        "Content-Type '" + OpenAiErrors.shorten(type) + "' is not supported. Send application/json.");
        };
    }

    private static ContentType json(List<String> parts) throws OpenAiException {
        String charset = parameter(parts, "charset");
        boolean utf8 = charset == null
                || charset.equalsIgnoreCase("utf-8")
                || charset.equalsIgnoreCase("utf8")
                || charset.equalsIgnoreCase("us-ascii");
        if (!utf8) {
            throw unsupported("Only charset utf-8 is supported.");
        }
        return AS_JSON;
    }

    private static ContentType multipart(List<String> parts, Operation operation) throws OpenAiException {
        if (operation != Operation.AUDIO) {
            throw unsupported("multipart/form-data is accepted for audio only. Send application/json.");
        }
        String boundary = parameter(parts, "boundary");
        if (boundary == null || boundary.isEmpty() || boundary.length() > 70 || boundary.endsWith(" ")) {
            throw malformed("The multipart Content-Type needs one boundary of 1 to 70 characters.");
        }
        return new ContentType(boundary);
    }

    private static @Nullable String parameter(List<String> parts, String name) throws OpenAiException {
        String found = null;
        for (String part : parts.subList(1, parts.size())) {
            int equals = part.indexOf('=');
            if (equals < 0 || !part.substring(0, equals).strip().equalsIgnoreCase(name)) {
                continue;
            }
            if (found != null) {
                throw malformed("The Content-Type header names " + name + " twice.");
            }
            found = unquote(part.substring(equals + 1).strip());
        }
        return found;
    }

    /** Splits at semicolons outside quotes. */
    private static List<String> split(String header) {
        List<String> parts = new ArrayList<>();
        boolean quoted = false;
        int from = 0;
        for (int i = 0; i < header.length(); i++) {
            char c = header.charAt(i);
            if (c == '"') {
                quoted = !quoted;
            } else if (c == ';' && !quoted) {
                parts.add(header.substring(from, i));
                from = i + 1;
            }
        }
        parts.add(header.substring(from));
        return parts;
    }

    private static String unquote(String value) throws OpenAiException {
        boolean quoted = value.length() >= 2 && value.startsWith("\"") && value.endsWith("\"");
        String bare = quoted ? value.substring(1, value.length() - 1) : value;
        if (bare.indexOf('"') >= 0 || bare.indexOf('\\') >= 0 || (!quoted && bare.indexOf(' ') >= 0)) {
            throw malformed("The Content-Type header is malformed.");
        }
        return bare;
    }

    private static OpenAiException malformed(String message) {
        return new OpenAiException(OpenAiErrors.invalidRequest(message, null));
    }

    private static OpenAiException unsupported(String message) {
        return new OpenAiException(OpenAiErrors.unsupportedMediaType(message));
    }
}
