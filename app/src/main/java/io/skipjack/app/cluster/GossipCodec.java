package io.skipjack.app.cluster;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Messages as JSON text: nothing in them can become an object of a class that the sender chose. Fields that a newer
 * router adds are passed over; so the time that draining upstreams have left is a field of its own, beside their names.
 */
final class GossipCodec {
    private static final JsonMapper JSON = new JsonMapper();
    private static final int LONGEST = 4 * 1024 * 1024;

    private GossipCodec() {}

    static String write(GossipMessage message) {
        ObjectNode json = JSON.createObjectNode();
        RouterView view = message.view();
        if (view != null) {
            write(view, json.putObject("view"));
        }
        write(message.draining(), json);
        message.revoked().forEach(json.putArray("revoked")::add);
        return json.toString();
    }

    private static void write(List<DrainingMark> draining, ObjectNode json) {
        ArrayNode names = json.putArray("draining");
        ObjectNode leftMillis = json.putObject("drainingLeftMillis");
        for (DrainingMark mark : draining) {
            names.add(mark.upstream());
            Duration left = mark.left();
            if (left != null) {
                leftMillis.put(mark.upstream(), left.toMillis());
            }
        }
    }

    private static void write(RouterView view, ObjectNode json) {
        json.put("router", view.routerId()).put("at", view.at().toString());
        ObjectNode upstreams = json.putObject("upstreams");
        view.upstreams().forEach((key, sight) -> {
            ObjectNode one =
                    upstreams.putObject(key).put("ready", sight.ready()).put("inFlight", sight.inFlight());
            Instant ejected = sight.ejectedUntil();
            if (ejected != null) {
                one.put("ejectedUntil", ejected.toString());
            }
        });
        ObjectNode waiting = json.putObject("waiting");
        view.waiting().forEach(waiting::put);
    }

    /** Empty for a text that is no message. */
    static Optional<GossipMessage> read(String text) {
        if (text.length() > LONGEST) {
            return Optional.empty();
        }
        try {
            JsonNode json = JSON.readTree(text);
            return json.isObject()
                    ? Optional.of(
                            new GossipMessage(view(json.path("view")), draining(json), texts(json.path("revoked"))))
                    : Optional.empty();
        } catch (JsonProcessingException | DateTimeException broken) {
            return Optional.empty();
        }
    }

    private static @Nullable RouterView view(JsonNode json) {
        if (!json.isObject()) {
            return null;
        }
        Map<String, UpstreamSight> upstreams = new HashMap<>();
        json.path("upstreams").properties().forEach(entry -> upstreams.put(entry.getKey(), sight(entry.getValue())));
        Map<String, Integer> waiting = new HashMap<>();
        json.path("waiting")
                .properties()
                .forEach(entry -> waiting.put(entry.getKey(), entry.getValue().asInt()));
        return new RouterView(
                json.path("router").asText(), Instant.parse(json.path("at").asText()), upstreams, waiting);
    }

    private static UpstreamSight sight(JsonNode json) {
        JsonNode ejected = json.path("ejectedUntil");
        return new UpstreamSight(
                json.path("ready").asBoolean(),
                json.path("inFlight").asInt(),
                ejected.isTextual() ? Instant.parse(ejected.asText()) : null);
    }

    private static List<DrainingMark> draining(JsonNode json) {
        JsonNode leftMillis = json.path("drainingLeftMillis");
        return texts(json.path("draining")).stream()
                .map(name -> mark(name, leftMillis.path(name)))
                .toList();
    }

    private static DrainingMark mark(String name, JsonNode leftMillis) {
        return new DrainingMark(name, leftMillis.isNumber() ? Duration.ofMillis(leftMillis.asLong()) : null);
    }

    private static Set<String> texts(JsonNode json) {
        Set<String> texts = new LinkedHashSet<>();
        json.forEach(text -> texts.add(text.asText()));
        return texts;
    }
}
