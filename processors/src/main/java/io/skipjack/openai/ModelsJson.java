package io.skipjack.openai;

import java.util.List;

/** The bodies of {@code /v1/models} and {@code /v1/models/{id}}. */
public final class ModelsJson {
    private ModelsJson() {}

    public static byte[] list(List<ServedModel> models) {
        JsonBytes json = new JsonBytes().raw("{\"object\":\"list\",\"data\":[");
        String separator = "";
        for (ServedModel model : models) {
            append(json.raw(separator), model);
            separator = ",";
        }
        return json.raw("]}").toBytes();
    }

    public static byte[] one(ServedModel model) {
        return append(new JsonBytes(), model).toBytes();
    }

    private static JsonBytes append(JsonBytes json, ServedModel model) {
        return json.raw("{\"id\":")
                .string(model.id())
                .raw(",\"object\":\"model\",\"created\":")
                .number(model.created().getEpochSecond())
                .raw(",\"owned_by\":")
                .string(model.owner())
                .raw("}");
    }
}
