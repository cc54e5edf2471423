package io.skipjack.provider.sandbox;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** The last requests an engine received: at most 1000, and at most 64 MiB of bodies besides the newest. */
final class Recorder {
    private static final int MAX_REQUESTS = 1000;
    private static final long MAX_BYTES = 64L << 20;

    private final Deque<ReceivedRequest> requests = new ArrayDeque<>();
    private long bytes;

    synchronized void add(ReceivedRequest request) {
        requests.addLast(request);
        bytes += request.body().length;
        while (requests.size() > MAX_REQUESTS || (bytes > MAX_BYTES && requests.size() > 1)) {
            bytes -= requests.removeFirst().body().length;
        }
    }

    synchronized List<ReceivedRequest> all() {
        return List.copyOf(requests);
    }

    synchronized void clear() {
        requests.clear();
        bytes = 0;
    }
}
