package io.skipjack.app.state;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.skipjack.domain.cost.Money;
import io.skipjack.domain.fleet.BootPhase;
import io.skipjack.domain.market.CapacityType;
import io.skipjack.domain.market.Offer;
import io.skipjack.domain.market.PricedOffer;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The values that have no columns of their own: an intent's offers, a boot's phases, a provider's facts. Written by hand, not by
 * reflection over the records: a field renamed there must not make what is stored unreadable.
 */
final class StoredJson {
    private static final JsonMapper JSON = new JsonMapper();

    private StoredJson() {}

    static String offers(List<PricedOffer> offers) {
        ArrayNode all = JSON.createArrayNode();
        for (PricedOffer priced : offers) {
            ObjectNode one = offer(priced.offer()).put("price", priced.perHour().microDollars());
            Money cap = priced.cap();
            if (cap != null) {
                one.put("cap", cap.microDollars());
            }
            all.add(one);
        }
        return all.toString();
    }

    static List<PricedOffer> offers(String json) {
        List<PricedOffer> offers = new ArrayList<>();
        for (JsonNode one : tree(json)) {
            offers.add(new PricedOffer(offer(one), new Money(one.path("price").asLong()), cap(one.path("cap"))));
        }
        return offers;
    }

    static ObjectNode offer(Offer offer) {
        return JSON.createObjectNode()
                .put("provider", offer.provider())
                .put("region", offer.region())
                .put("zone", offer.zone())
                .put("shape", offer.shape())
                .put("gpu", offer.gpu())
                .put("count", offer.gpuCount())
                .put("capacity", offer.capacityType().name());
    }

    static Offer offer(JsonNode json) {
        return new Offer(
                json.path("provider").asText(),
                json.path("region").asText(),
                json.path("zone").asText(),
                json.path("shape").asText(),
                json.path("gpu").asText(),
                json.path("count").asInt(),
                CapacityType.valueOf(json.path("capacity").asText()));
    }

    private static @Nullable Money cap(JsonNode cap) {
        return cap.isMissingNode() ? null : new Money(cap.asLong());
    }

    static String phases(Map<BootPhase, Instant> phases) {
        ObjectNode all = JSON.createObjectNode();
        phases.forEach((phase, at) -> all.put(phase.name(), Columns.nanos(at)));
        return all.toString();
    }

    static Map<BootPhase, Instant> phases(String json) {
        Map<BootPhase, Instant> phases = new EnumMap<>(BootPhase.class);
        tree(json)
                .properties()
                .forEach(entry -> phases.put(
                        BootPhase.valueOf(entry.getKey()),
                        Columns.instant(entry.getValue().asLong())));
        return phases;
    }

    static String words(Map<String, String> words) {
        ObjectNode all = JSON.createObjectNode();
        new TreeMap<>(words).forEach((word, meaning) -> all.put(word, Columns.text(meaning)));
        return all.toString();
    }

    static Map<String, String> words(String json) {
        Map<String, String> words = new HashMap<>();
        tree(json)
                .properties()
                .forEach(entry -> words.put(entry.getKey(), entry.getValue().asText()));
        return words;
    }

    static JsonNode tree(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException damaged) {
            throw new UncheckedIOException("a stored value cannot be read", damaged);
        }
    }
}
