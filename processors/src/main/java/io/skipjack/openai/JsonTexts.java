package io.skipjack.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Trees and strings of JSON, for the few events around a seam; the usual ones never become a tree. */
final class JsonTexts {
    static final ObjectMapper MAPPER = new ObjectMapper();

    private JsonTexts() {}

    /** The tree; null for what is no JSON. */
    static JsonNode treeOrMissing(byte[] bytes, int from, int to) {
        try {
            return MAPPER.readTree(bytes, from, to - from);
        } catch (IOException malformed) {
            return MAPPER.missingNode();
        }
    }

    /** The tree in an event with one line of data, as all engines write it; missing where it holds none. */
    static JsonNode event(byte[] bytes, int from, int to) {
        int start = from;
        while (start < to && bytes[start] != '{') {
            start++;
        }
        return start < to ? treeOrMissing(bytes, start, to) : MAPPER.missingNode();
    }

    static JsonNode tree(String json) {
        try {
            return MAPPER.readTree(json);
        } catch (IOException malformed) {
            throw new UncheckedIOException(malformed);
        }
    }

    static byte[] bytes(JsonNode tree) {
        try {
            return MAPPER.writeValueAsBytes(tree);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /** The text of the inside of a JSON string, escapes and all. */
    static String decoded(byte[] escaped, int length) {
        byte[] quoted = new byte[length + 2];
        quoted[0] = '"';
        System.arraycopy(escaped, 0, quoted, 1, length);
        quoted[length + 1] = '"';
        try {
            return MAPPER.readValue(quoted, String.class);
        } catch (IOException malformed) {
            throw new UncheckedIOException(malformed);
        }
    }
}
