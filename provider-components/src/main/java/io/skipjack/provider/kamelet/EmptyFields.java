package io.skipjack.provider.kamelet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Iterator;

/** Leaves out of a JSON body what is empty, so that a Kamelet need not ask whether a setting was set. */
final class EmptyFields {
    private EmptyFields() {}

    /** The same node without empty texts, nulls, and lists and objects that hold nothing else. */
    static JsonNode without(JsonNode node) {
        if (node instanceof ObjectNode || node instanceof ArrayNode) {
            for (Iterator<JsonNode> children = node.iterator(); children.hasNext(); ) {
                if (isEmpty(without(children.next()))) {
                    children.remove();
                }
            }
        }
        return node;
    }

    private static boolean isEmpty(JsonNode node) {
        return node.isNull()
                || (node.isTextual() && node.asText().isEmpty())
                || (node.isContainerNode() && node.isEmpty());
    }
}
