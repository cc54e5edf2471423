package io.skipjack.app.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Locale;

/** What {@code --output} chooses. */
enum Output {
    /** For people. */
    TEXT,
    /** For programs: one JSON value on standard output. */
    JSON;

    /** Only where JSON is printed: it takes long to load. */
    private static final class Mapper {
        static final JsonMapper MAPPER = JsonMapper.builder().build();
    }

    /** As it is typed. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @param value made of maps, lists, strings, numbers and booleans */
    static String json(Object value) {
        try {
            return Mapper.MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(value);
        } catch (JsonProcessingException impossible) {
            throw new AssertionError("maps, lists and strings can be written", impossible);
        }
    }
}
