package io.skipjack.openai;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What the headers of one multipart part say about a form field.
 *
 * @param name the field's name
 * @param file whether it carries a file name, and so is a file
 * @param encoded whether its content is encoded, as base64 for instance
 */
record PartHeaders(String name, boolean file, boolean encoded) {

    /** Reads the lines between a delimiter and the empty line; everything that parsers differ about is refused. */
    static PartHeaders read(String head) throws OpenAiException {
        Disposition disposition = null;
        boolean encoded = false;
        for (String line : head.split("\r\n", -1)) {
            int colon = line.indexOf(':');
            if (colon < 1 || line.chars().anyMatch(c -> (c < ' ' && c != '\t') || c == 0x7F) || line.charAt(0) <= ' ') {
                throw malformed();
            }
            String value = line.substring(colon + 1).strip();
            switch (line.substring(0, colon).toLowerCase(Locale.ROOT)) {
                case "content-disposition" -> {
                    if (disposition != null) {
                        throw malformed();
                    }
                    disposition = new Disposition(value).read();
                }
                case "content-transfer-encoding" -> encoded |= !isIdentity(value.toLowerCase(Locale.ROOT));
                default -> {}
            }
        }
        if (disposition == null || disposition.name == null) {
            throw malformed();
        }
        return new PartHeaders(disposition.name, disposition.file, encoded);
    }

    private static boolean isIdentity(String encoding) {
        return encoding.equals("7bit") || encoding.equals("8bit") || encoding.equals("binary");
    }

    private static OpenAiException malformed() {
        return Fields.invalid("The multipart body has a part with malformed headers.");
    }

    /** {@code form-data; name="x"; filename="y"}. */
    private static final class Disposition {
        private final String text;
        private int at;
        private @Nullable String name;
        private boolean file;

        Disposition(String text) {
            this.text = text;
        }

        Disposition read() throws OpenAiException {
            if (!until(";").strip().equalsIgnoreCase("form-data")) {
                throw malformed();
            }
            while (at < text.length()) {
                at++;
                String key = until("=").strip().toLowerCase(Locale.ROOT);
                at++;
                parameter(key, value(key));
            }
            return this;
        }

        private void parameter(String key, String value) throws OpenAiException {
            switch (key) {
                case "name" -> {
                    if (name != null || value.isEmpty()) {
                        throw malformed();
                    }
                    name = value;
                }
                case "filename", "filename*" -> file = true;
                default -> throw malformed();
            }
        }

        private String value(String key) throws OpenAiException {
            if (at >= text.length() || text.charAt(at) != '"') {
                String bare = until(";").strip();
                if (bare.indexOf('"') >= 0 || bare.indexOf('\\') >= 0) {
                    throw malformed();
                }
                return bare;
            }
            int from = ++at;
            while (at < text.length() && text.charAt(at) != '"') {
                boolean escape = text.charAt(at) == '\\';
                if (escape && key.equals("name")) {
                    throw malformed();
                }
                at += escape && text.startsWith("\\\"", at) ? 2 : 1;
            }
            if (at >= text.length()) {
                throw malformed();
            }
            String quoted = text.substring(from, at++);
            if (!until(";").isBlank()) {
                throw malformed();
            }
            return quoted;
        }

        /** The text from here to the separator or the end; stands on the separator then. */
        private String until(String separator) {
            int end = text.indexOf(separator, at);
            String found = text.substring(Math.min(at, text.length()), end < 0 ? text.length() : end);
            at = end < 0 ? text.length() : end;
            return found;
        }
    }
}
