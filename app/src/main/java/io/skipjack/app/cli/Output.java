package io.skipjack.app.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;

/** What {@code --output} chooses. */
enum Output {
    /** For people. */
    TEXT,
    /** For programs: one JSON value on standard output. */
    JSON;

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    /** @param value made of maps, lists, strings, numbers and booleans */
    static String json(Object value) {
        try {
            return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(value);
        } catch (JsonProcessingException impossible) {
            throw new AssertionError("maps, lists and strings can be written", impossible);
        }
    }
}
