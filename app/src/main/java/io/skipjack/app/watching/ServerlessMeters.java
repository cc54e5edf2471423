package io.skipjack.app.watching;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.skipjack.domain.serverless.EndpointRecord;
import io.skipjack.domain.serverless.EndpointState;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The serverless endpoints of ours: what we are at with each, and the workers that are paid for. */
public final class ServerlessMeters {
    private final GaugeRows endpoints;
    private final GaugeRows workers;

    public ServerlessMeters(MeterRegistry registry) {
        endpoints = new GaugeRows(
                registry, "skipjack.endpoints", "Serverless endpoints by state: 1 for the one it is in", null);
        workers = new GaugeRows(
                registry,
                "skipjack.serverless.workers",
                "Serverless workers that run or start, and are paid for",
                null);
    }

    public void show(List<EndpointRecord> records) {
        Map<Tags, Integer> states = new HashMap<>();
        Map<Tags, Integer> counts = new HashMap<>();
        for (EndpointRecord record : records) {
            Tags tags = Tags.of(
                    "skipjack.deployment",
                    record.id().deployment(),
                    "skipjack.provider",
                    record.id().provider());
            for (EndpointState state : EndpointState.values()) {
                states.put(tags.and("skipjack.state", state.label()), record.state() == state ? 1 : 0);
            }
            counts.put(tags, record.sight() == null ? 0 : record.sight().workers());
        }
        endpoints.showValues(states);
        workers.showValues(counts);
    }
}
