package io.skipjack.app.events;

import io.skipjack.app.PlatformThreads;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationListener;
import org.springframework.context.event.ContextClosedEvent;

/**
 * Those who follow a stream on the operators' port: each on a thread of its own, so that one who reads slowly holds up
 * nobody but itself, and so many at most. At a stop each stream ends where it is, between two events.
 */
final class Readers implements ApplicationListener<ContextClosedEvent>, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Readers.class);

    /** At once, of all streams together. */
    static final int MOST = 64;

    private static final int FULL = 503;
    private static final String ANSWER =
            "{\"error\":\"%d readers follow already, which is the most; try again later\"}";
    /** A reader looks at least once a second whether it is to end. */
    private static final Duration FAREWELL = Duration.ofMillis(2500);

    private static final long LOOK_NANOS = 20_000_000;

    private final ExecutorService threads = PlatformThreads.of("reader-", MOST);
    private final AtomicInteger count = new AtomicInteger();
    private volatile boolean closing;

    /** What is written to a reader, until it is gone. */
    @FunctionalInterface
    interface Story {
        void tell(StreamOutput out) throws IOException, InterruptedException;
    }

    /** Answers with a stream, or with why there is none. */
    void open(HttpServletRequest request, HttpServletResponse response, Story story) throws IOException {
        if (!"GET".equals(request.getMethod())) {
            // a servlet answers HEAD as it does GET, and would without end
            response.sendError(HttpServletResponse.SC_METHOD_NOT_ALLOWED);
            return;
        }
        if (count.incrementAndGet() > MOST || closing) {
            count.decrementAndGet();
            refuse(response, FULL, ANSWER.formatted(MOST));
            return;
        }
        response.setContentType("text/event-stream;charset=UTF-8");
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("X-Accel-Buffering", "no");
        AsyncContext async = request.startAsync();
        async.setTimeout(0);
        StreamOutput out = new StreamOutput(response, () -> closing);
        async.addListener(new Gone(out));
        threads.execute(() -> follow(async, story, out));
    }

    private void follow(AsyncContext async, Story story, StreamOutput out) {
        boolean gone = false;
        try {
            story.tell(out);
        } catch (IOException | IllegalStateException left) {
            // the container hears of it too and tells the listener, which ends it: touched here now, it may be
            // another's
            gone = true;
            LOG.debug("a reader of a stream is gone: {}", left.getMessage());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } finally {
            count.decrementAndGet();
            if (!gone) {
                complete(async);
            }
        }
    }

    private static void complete(AsyncContext async) {
        try {
            async.complete();
        } catch (IllegalStateException ended) {
            // the container has done so, when it found that the reader was gone
        }
    }

    static void refuse(HttpServletResponse response, int status, String body) throws IOException {
        response.setStatus(status);
        response.setContentType("application/json;charset=UTF-8");
        response.getWriter().write(body);
    }

    int count() {
        return count.get();
    }

    @Override
    public void onApplicationEvent(ContextClosedEvent stop) {
        closing = true;
        long until = System.nanoTime() + FAREWELL.toNanos();
        while (count.get() > 0 && System.nanoTime() - until < 0) {
            LockSupport.parkNanos(LOOK_NANOS);
        }
    }

    @Override
    public void close() {
        closing = true;
        threads.shutdownNow();
    }

    /** Nothing may be written once the container has taken the response back. */
    private record Gone(StreamOutput out) implements AsyncListener {
        @Override
        public void onComplete(AsyncEvent event) {
            out.takenBack();
        }

        @Override
        public void onTimeout(AsyncEvent event) {
            out.takenBack();
        }

        /** Ends it here: the container would include its page of errors, for nobody. */
        @Override
        public void onError(AsyncEvent event) {
            out.takenBack();
            complete(event.getAsyncContext());
        }

        @Override
        public void onStartAsync(AsyncEvent event) {
            // nobody starts it again
        }
    }
}
