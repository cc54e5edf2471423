package io.skipjack.provider.baseten;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Comparator;
import java.util.List;

/**
 * A model as Baseten lists it.
 *
 * @param id Baseten's
 * @param name ours
 * @param createdAt as Baseten writes it, which sorts as it is
 */
record BasetenModel(String id, String name, String createdAt) {
    static BasetenModel of(JsonNode json) {
        return new BasetenModel(
                json.path("id").asText(),
                json.path("name").asText(),
                json.path("created_at").asText());
    }

    /** Those of a name, oldest first; names are unique within a team only. */
    static List<BasetenModel> named(String name, List<JsonNode> listed) {
        return listed.stream()
                .map(BasetenModel::of)
                .filter(each -> each.name().equals(name))
                .sorted(Comparator.comparing(BasetenModel::createdAt).thenComparing(BasetenModel::id))
                .toList();
    }
}
