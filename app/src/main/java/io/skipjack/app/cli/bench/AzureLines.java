package io.skipjack.app.cli.bench;

import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;

/** Azure's LLM inference traces: {@code 2023-11-16 18:17:03.9799600,4808,10}; those of 2024 have {@code +00:00} behind the time. */
final class AzureLines implements TraceLines {
    static final String HEADER = "TIMESTAMP,ContextTokens,GeneratedTokens";

    private final List<Arrival> arrivals = new ArrayList<>();

    @Override
    public boolean hasHeader() {
        return true;
    }

    @Override
    public Duration take(String line) {
        String[] fields = TraceLines.fields(line, 3);
        Duration at = time(fields[0]);
        arrivals.add(new Arrival(
                at,
                Ask.of(
                        Math.max(1, TraceLines.count(fields[1], "ContextTokens")),
                        Math.max(1, TraceLines.count(fields[2], "GeneratedTokens")))));
        return at;
    }

    @Override
    public Trace trace(Duration begin) {
        return new Trace.Requests("Azure LLM inference", MooncakeLines.since(begin, arrivals));
    }

    private static Duration time(String text) {
        try {
            String local = text.strip().replace(' ', 'T').replaceFirst("(\\+00:00|Z)$", "");
            LocalDateTime time = LocalDateTime.parse(local);
            return Duration.ofSeconds(time.toEpochSecond(ZoneOffset.UTC), time.getNano());
        } catch (DateTimeParseException none) {
            throw new IllegalArgumentException(
                    "TIMESTAMP is a time such as 2023-11-16 18:17:03.98, not '" + TraceLines.shortened(text) + "'",
                    none);
        }
    }
}
