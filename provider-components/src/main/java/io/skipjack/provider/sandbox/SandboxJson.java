package io.skipjack.provider.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.skipjack.domain.deployment.Tier;
import io.skipjack.provider.sandbox.CloudLever.Kind;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The control port's JSON, written and read in one place so that both ends agree. */
final class SandboxJson {
    private SandboxJson() {}

    static ObjectNode write(List<SandboxStatus> engines) {
        ObjectNode list = Json.object();
        var array = list.putArray("engines");
        for (SandboxStatus each : engines) {
            ObjectNode node = array.addObject()
                    .put("id", each.id())
                    .put("tier", each.tier().label())
                    .put("base_uri", each.baseUri().toString())
                    .put("state", each.state())
                    .put("slowdown", each.slowdown())
                    .put("running", each.running())
                    .put("waiting", each.waiting())
                    .put("tokens", each.tokens());
            each.faults().forEach(node.putArray("faults")::add);
        }
        return list;
    }

    static List<SandboxStatus> readStatus(JsonNode list) {
        List<SandboxStatus> engines = new ArrayList<>();
        for (JsonNode node : list.path("engines")) {
            engines.add(new SandboxStatus(
                    node.path("id").asText(),
                    Tier.valueOf(node.path("tier").asText().toUpperCase(Locale.ROOT)),
                    URI.create(node.path("base_uri").asText()),
                    node.path("state").asText(),
                    node.path("slowdown").asDouble(1),
                    node.path("running").asLong(),
                    node.path("waiting").asLong(),
                    node.path("tokens").asLong(),
                    GenerationReader.texts(node.path("faults"))));
        }
        return engines;
    }

    static ObjectNode write(Fault fault) {
        return Json.object()
                .put("kind", fault.kind().word())
                .put("amount", fault.amount())
                .put("text", fault.text())
                .put("times", fault.times())
                .put("path", fault.scope().path())
                .put("contains", fault.scope().contains())
                .put("sha256", fault.scope().sha256());
    }

    static Fault readFault(JsonNode node) {
        FaultKind kind = FaultWords.kind(node.path("kind").asText());
        return new Fault(
                kind,
                node.path("amount").asLong(kind.defaultAmount()),
                node.path("text").asText(""),
                node.path("times").asInt(0),
                new FaultScope(text(node, "path"), text(node, "contains"), text(node, "sha256")));
    }

    static ObjectNode write(CloudLever lever) {
        ObjectNode json = Json.object();
        lever.values().forEach(json::put);
        return json;
    }

    static CloudLever readLever(String word, JsonNode node) {
        Kind kind = Kind.of(word)
                .orElseThrow(() -> new SandboxException("There is no lever " + word + "; the nearest is "
                        + FaultWords.nearest(word, Kind.all()) + "."));
        Map<String, String> values = new TreeMap<>();
        node.properties()
                .forEach(each -> values.put(each.getKey(), each.getValue().asText()));
        for (String name : values.keySet()) {
            if (!kind.words().contains(name) && !kind.options().contains(name)) {
                throw new SandboxException(word + " takes no " + name + ".");
            }
        }
        return new CloudLever(kind, values);
    }

    private static @Nullable String text(JsonNode node, String field) {
        return node.path(field).isTextual() ? node.path(field).asText() : null;
    }
}
