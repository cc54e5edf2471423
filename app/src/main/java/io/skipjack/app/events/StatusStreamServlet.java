package io.skipjack.app.events;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;

/**
 * {@code GET /api/status/stream}: the status at once, and again each time something has changed, at most once a second. A
 * reader that is slow misses what was between, and never the latest. Why a servlet: see {@link EventStreamServlet}.
 */
final class StatusStreamServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;
    private static final Duration STEP = Duration.ofSeconds(1);

    private final transient StatusFeed feed;
    private final transient Readers readers;

    StatusStreamServlet(StatusFeed feed, Readers readers) {
        this.feed = feed;
        this.readers = readers;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        readers.open(request, response, this::follow);
    }

    private void follow(StreamOutput out) throws IOException, InterruptedException {
        out.begin();
        long seen = 0;
        while (!out.isOver()) {
            StatusFeed.Document newest = feed.await(seen, STEP);
            if (newest.version() > seen) {
                seen = newest.version();
                out.event(seen, "status", newest.json());
            }
            out.flush();
        }
    }
}
