package io.skipjack.domain.fleet;

import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All that a replica's host agent has said so far.
 *
 * @param phases when each boot phase was reached
 * @param lastContact when any router last heard of it; null for never
 * @param interruption the gravest notice; null for none
 * @param failure why the boot cannot go on; null for no such word
 */
public record HostView(
        Map<BootPhase, Instant> phases,
        @Nullable Instant lastContact,
        @Nullable Interruption interruption,
        @Nullable String failure) {
    /** Nothing heard. */
    public static final HostView SILENT = new HostView(Map.of(), null, null, null);

    public HostView {
        phases = Map.copyOf(phases);
    }

    /** With a report taken in that arrived now; a phase keeps the time at which it was first reported. */
    public HostView with(HostReport report, Instant now) {
        Map<BootPhase, Instant> more = new EnumMap<>(BootPhase.class);
        more.putAll(phases);
        if (report.phase() != null) {
            more.putIfAbsent(report.phase(), report.at());
        }
        Interruption graver = interruption;
        if (report.interruption() != null) {
            graver = interruption == null ? report.interruption() : interruption.merge(report.interruption());
        }
        return new HostView(more, now, graver, report.failure() == null ? failure : report.failure());
    }

    /** The furthest boot phase reached; null before any. */
    public @Nullable BootPhase latest() {
        return phases.keySet().stream().max(BootPhase::compareTo).orElse(null);
    }
}
