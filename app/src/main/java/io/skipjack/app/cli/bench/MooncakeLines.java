package io.skipjack.app.cli.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Mooncake's traces: {@code {"timestamp": 0, "input_length": 6758, "output_length": 500, "hash_ids": [0, 1]}}, the time in
 * milliseconds, each hash for a block of 512 tokens.
 */
final class MooncakeLines implements TraceLines {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();
    private static final double NANOS_PER_MS = 1e6;

    private final List<Arrival> arrivals = new ArrayList<>();

    @Override
    public boolean hasHeader() {
        return false;
    }

    @Override
    public Duration take(String line) {
        JsonNode row = object(line);
        double millis = TraceLines.number(row.path("timestamp").asText(), "timestamp");
        Duration at = Duration.ofNanos(Math.round(millis * NANOS_PER_MS));
        Ask ask = new Ask(
                Math.max(1, TraceLines.count(row.path("input_length").asText(), "input_length")),
                Math.max(1, TraceLines.count(row.path("output_length").asText(), "output_length")),
                blocks(row.path("hash_ids")));
        arrivals.add(new Arrival(at, ask));
        return at;
    }

    @Override
    public Trace trace(Duration begin) {
        return new Trace.Requests("Mooncake", since(begin, arrivals));
    }

    static List<Arrival> since(Duration begin, List<Arrival> arrivals) {
        return arrivals.stream()
                .map(arrival -> new Arrival(arrival.at().minus(begin), arrival.ask()))
                .toList();
    }

    private static JsonNode object(String line) {
        try {
            JsonNode row = MAPPER.readTree(line);
            if (row.isObject()) {
                return row;
            }
        } catch (JsonProcessingException malformed) {
            // said below
        }
        throw new IllegalArgumentException("is not one JSON object");
    }

    private static List<Long> blocks(JsonNode hashes) {
        if (!hashes.isMissingNode() && !hashes.isArray()) {
            throw new IllegalArgumentException("hash_ids is a list of whole numbers");
        }
        List<Long> blocks = new ArrayList<>(hashes.size());
        for (JsonNode hash : hashes) {
            if (!hash.isIntegralNumber()) {
                throw new IllegalArgumentException("hash_ids is a list of whole numbers");
            }
            blocks.add(hash.asLong());
        }
        return blocks;
    }
}
