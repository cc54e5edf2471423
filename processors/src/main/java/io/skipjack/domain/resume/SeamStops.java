package io.skipjack.domain.resume;

import java.util.List;

/**
 * Finds a stop string that begins in what one engine said and ends in what the next one says: the next looks for them in
 * its own text only. Not thread-safe.
 */
public final class SeamStops {
    private final List<String> stops;
    private final int longest;
    private final int seam;
    private String tail;
    private int since;

    /**
     * @param stops none empty
     * @param said the text before the seam
     */
    public SeamStops(List<String> stops, String said) {
        this.stops = List.copyOf(stops);
        this.longest = stops.stream().mapToInt(String::length).max().orElse(0);
        this.tail = said.substring(Math.max(0, said.length() - Math.max(0, longest - 1)));
        this.seam = tail.length();
    }

    /**
     * Takes the next text after the seam.
     *
     * @return how much of it, in characters, belongs to a stop string that began before the seam; -1 when there is none
     */
    public int endOfStop(String next) {
        if (since >= longest - 1 || next.isEmpty()) {
            return -1;
        }
        int before = tail.length();
        String window = tail + next;
        int end = -1;
        for (String stop : stops) {
            int at = window.indexOf(stop, Math.max(0, before - stop.length() + 1));
            boolean straddles = at >= 0 && at < seam && at + stop.length() > before;
            if (straddles && (end < 0 || at + stop.length() - before < end)) {
                end = at + stop.length() - before;
            }
        }
        tail = window;
        since += next.length();
        return end;
    }
}
