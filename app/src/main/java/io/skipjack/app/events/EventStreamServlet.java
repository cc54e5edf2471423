package io.skipjack.app.events;

import io.skipjack.domain.event.EventFilter;
import io.skipjack.domain.event.EventLog;
import io.skipjack.domain.event.EventQuery;
import io.skipjack.domain.event.OperatorEvent;
import io.skipjack.domain.fleet.StoreUnavailableException;
import io.skipjack.processors.admin.EventMap;
import io.skipjack.processors.admin.EventParameters;
import io.skipjack.processors.admin.JsonText;
import io.skipjack.processors.admin.RefusedEditException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@code GET /api/events/stream}: events as server-sent ones, from where a reader was, from some time ago, or from now on.
 * A servlet and not a route: Camel's platform-http keeps the request's thread for as long as an answer lasts and has no way
 * to send part of one, and on the thread of another engine it writes to responses that Tomcat has taken back.
 */
final class EventStreamServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;
    private static final int PAGE = 500;
    private static final int AWAY = 503;
    private static final Duration STEP = Duration.ofSeconds(1);

    private final transient EventLog log;
    private final transient EventFeed feed;
    private final transient Readers readers;
    private final transient JsonText json;
    private final transient InstantSource clock;

    EventStreamServlet(EventLog log, EventFeed feed, Readers readers, JsonText json, InstantSource clock) {
        this.log = log;
        this.feed = feed;
        this.readers = readers;
        this.json = json;
        this.clock = clock;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        try {
            EventQuery query = new EventParameters(name -> said(request, name)).read(clock.instant());
            long from = from(request.getHeader("Last-Event-ID"), query);
            readers.open(request, response, out -> follow(out, query.filter(), from));
        } catch (RefusedEditException mistake) {
            refuse(response, mistake.status(), String.valueOf(mistake.getMessage()));
        } catch (StoreUnavailableException away) {
            refuse(response, AWAY, String.valueOf(away.getMessage()));
        }
    }

    private static @Nullable String said(HttpServletRequest request, String name) {
        String value = request.getParameter(name);
        return value == null || value.isEmpty() ? null : value;
    }

    private void refuse(HttpServletResponse response, int status, String why) throws IOException {
        Readers.refuse(response, status, new String(json.of(Map.of("error", why)), StandardCharsets.UTF_8));
    }

    /** A reader that comes back says itself what it has seen; that counts before the address it was first sent to. */
    private long from(@Nullable String lastSeen, EventQuery query) {
        if (lastSeen != null && lastSeen.matches("\\d{1,18}")) {
            // a greater number than there is comes from a log that was lost: what follows is all new
            return Math.min(Long.parseLong(lastSeen), log.last());
        }
        if (query.after() != null) {
            return query.after();
        }
        return query.since() == null ? log.last() : log.before(query.since());
    }

    private void follow(StreamOutput out, EventFilter filter, long from) throws IOException, InterruptedException {
        out.begin();
        long position = from;
        while (!out.isOver()) {
            long newest = feed.await(position, shorter(out.untilHeartbeat()));
            if (newest > position) {
                position = tell(out, filter, position, newest);
            }
            out.flush();
        }
    }

    /** @return up to where all has been told */
    private long tell(StreamOutput out, EventFilter filter, long position, long newest)
            throws IOException, InterruptedException {
        try {
            List<OperatorEvent> events = log.find(EventQuery.after(position, filter, PAGE));
            for (OperatorEvent event : events) {
                out.event(event.seq(), event.kind(), new String(json.of(EventMap.of(event)), StandardCharsets.UTF_8));
            }
            long last = events.isEmpty() ? position : events.getLast().seq();
            // what the filter leaves out need not be passed over again
            return events.size() < PAGE ? Math.max(last, newest) : last;
        } catch (StoreUnavailableException away) {
            Thread.sleep(STEP);
            return position;
        }
    }

    /** So that the end of the router is noticed soon. */
    private static Duration shorter(Duration most) {
        return most.compareTo(STEP) < 0 ? most : STEP;
    }
}
