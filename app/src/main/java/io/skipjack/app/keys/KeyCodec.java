package io.skipjack.app.keys;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.skipjack.app.config.ConfigException;
import io.skipjack.domain.operator.Role;
import java.io.IOException;
import java.io.StringWriter;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The text of a file of keys: {@code {"version":1,"keys":[{id,name,role,budget,budget_changes,created,created_by,
 * revoked,revoked_by,sha256}]}}, where the role, the budget and who did it may be missing. Read strictly: a file
 * that is not wholly understood is damaged, because half of it may have been the revocations.
 */
final class KeyCodec {
    private static final int VERSION = 1;
    private static final String ROLE = "role";
    private static final String BY = "_by";
    private static final JsonFactory FACTORY = new JsonFactory();
    private static final JsonMapper STRICT = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private KeyCodec() {}

    /** @throws ConfigException if the text is not a whole keys file; the message says why */
    static List<StoredKey> read(String text) {
        try {
            JsonNode root = STRICT.readTree(text);
            if (root.path("version").asInt() != VERSION || !root.path("keys").isArray()) {
                throw new ConfigException("it is not a keys file of version " + VERSION);
            }
            List<StoredKey> keys = new ArrayList<>();
            for (JsonNode node : root.path("keys")) {
                keys.add(key(node));
            }
            return List.copyOf(keys);
        } catch (JsonProcessingException broken) {
            throw new ConfigException(
                    "it is not valid JSON near line " + broken.getLocation().getLineNr(), broken);
        } catch (DateTimeException broken) {
            throw new ConfigException("it holds a time that is none", broken);
        }
    }

    private static StoredKey key(JsonNode node) {
        String sha256 = text(node, "sha256");
        if (!sha256.matches("[0-9a-f]{64}")) {
            throw new ConfigException("it holds a hash that is none");
        }
        boolean revoked = !node.path("revoked").isNull();
        return new StoredKey(
                text(node, "id"),
                text(node, "name"),
                role(node),
                AllowanceCodec.read(node),
                mark(node, "created"),
                revoked ? mark(node, "revoked") : null,
                sha256);
    }

    private static @Nullable Role role(JsonNode node) {
        if (!node.hasNonNull(ROLE)) {
            return null;
        }
        return Role.of(text(node, ROLE)).orElseThrow(() -> new ConfigException("it holds a role that is none"));
    }

    private static StoredKey.Mark mark(JsonNode node, String step) {
        return new StoredKey.Mark(
                Instant.parse(text(node, step)), node.hasNonNull(step + BY) ? text(node, step + BY) : null);
    }

    private static String text(JsonNode node, String field) {
        if (!node.path(field).isTextual()) {
            throw new ConfigException("an entry has no " + field);
        }
        return node.path(field).textValue();
    }

    static String write(List<StoredKey> keys) throws IOException {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = FACTORY.createGenerator(text).useDefaultPrettyPrinter()) {
            json.writeStartObject();
            json.writeNumberField("version", VERSION);
            json.writeArrayFieldStart("keys");
            for (StoredKey key : keys) {
                write(key, json);
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        return text.append('\n').toString();
    }

    private static void write(StoredKey key, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("id", key.id());
        json.writeStringField("name", key.name());
        if (key.role() != null) {
            json.writeStringField(ROLE, key.role().label());
        }
        AllowanceCodec.write(key.allowance(), json);
        write("created", key.creation(), json);
        write("revoked", key.revocation(), json);
        json.writeStringField("sha256", key.sha256());
        json.writeEndObject();
    }

    private static void write(String step, StoredKey.@Nullable Mark mark, JsonGenerator json) throws IOException {
        json.writeStringField(step, mark == null ? null : mark.at().toString());
        if (mark != null && mark.by() != null) {
            json.writeStringField(step + BY, mark.by());
        }
    }
}
