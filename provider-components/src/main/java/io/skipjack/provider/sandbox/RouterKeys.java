package io.skipjack.provider.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a router must know to use a sandbox that runs elsewhere.
 *
 * @param keys of its configuration, with values for an impatient user: everything that waits, waits less than in earnest
 * @param serverless base URL, ending in {@code /v1}
 * @param serverlessKey to be sent as bearer; pretend, so not a secret
 * @param model that all engines of a demo serve
 * @param clock that the router must share
 */
public record RouterKeys(
        Map<String, String> keys, URI serverless, String serverlessKey, String model, PretendClock clock) {

    public RouterKeys {
        keys = Map.copyOf(keys);
    }

    static Map<String, String> forEc2(FakeEc2 ec2) {
        Map<String, String> keys = new TreeMap<>();
        keys.put("skipjack.ec2.endpoint", ec2.uri().toString());
        keys.put("skipjack.ec2.regions", "us-east-1,us-west-2");
        keys.put("skipjack.ec2.engine-key", "ssm:/skipjack/engine-key");
        keys.put("skipjack.ec2.abandon-after", "60s");
        keys.put("skipjack.fleet.autoscale-interval", "500ms");
        keys.put("skipjack.fleet.follow-interval", "500ms");
        keys.put("skipjack.fleet.observe-interval", "500ms");
        keys.put("skipjack.fleet.sweep-interval", "5s");
        keys.put("skipjack.fleet.price-interval", "10s");
        keys.put("skipjack.fleet.leader-ttl", "5s");
        keys.put("skipjack.fleet.consistency-window", "10s");
        keys.put("skipjack.fleet.orphan-grace", "5s");
        keys.put("skipjack.fleet.unreachable-after", "10s");
        keys.put("skipjack.fleet.backoff", "2s");
        keys.put("skipjack.fleet.avoid-after-refusal", "20s");
        keys.put("skipjack.fleet.avoid-after-interruption", "30s");
        if (ec2.settings().clock().isFast()) {
            FastKeys.put(ec2.settings().clock(), keys);
        }
        return keys;
    }

    ObjectNode write() {
        ObjectNode json = Json.object();
        ObjectNode object = json.putObject("keys");
        new TreeMap<>(keys).forEach(object::put);
        json.putObject("serverless").put("url", serverless.toString()).put("key", serverlessKey);
        if (clock.isFast()) {
            json.putObject("clock").put("origin", clock.origin().toString()).put("speed", clock.speed());
        }
        return json.put("model", model);
    }

    static RouterKeys read(JsonNode json) {
        Map<String, String> keys = new TreeMap<>();
        json.path("keys")
                .properties()
                .forEach(each -> keys.put(each.getKey(), each.getValue().asText()));
        return new RouterKeys(
                keys,
                URI.create(json.at("/serverless/url").asText()),
                json.at("/serverless/key").asText(),
                json.path("model").asText(),
                clock(json.path("clock")));
    }

    private static PretendClock clock(JsonNode clock) {
        return clock.isMissingNode()
                ? PretendClock.REAL
                : PretendClock.since(
                        Instant.parse(clock.path("origin").asText()),
                        clock.path("speed").asDouble());
    }

    @Override
    public String toString() {
        return "RouterKeys[" + serverless + "]";
    }
}
