package io.skipjack.bench;

import io.skipjack.e2e.TestRouter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.LongStream;

/** Asks at a fixed rate, whether or not there were answers; one request in five goes straight to the engine. */
final class OpenLoop {
    private static final int DIRECT = 5;
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final HttpRequest routed;
    private final HttpRequest direct;
    private final int rate;

    OpenLoop(URI router, URI engine, String model, int tokens, int rate) {
        String body = TestRouter.chatBody(model, "\"max_tokens\":" + tokens);
        this.routed = request(router, body);
        this.direct = request(engine, body);
        this.rate = rate;
    }

    private static HttpRequest request(URI base, String body) {
        return HttpRequest.newBuilder(URI.create(base + "/chat/completions"))
                .timeout(PATIENCE)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
    }

    /**
     * What became of the requests.
     *
     * @param routed nanoseconds from when each was due to its whole answer, through the router
     * @param direct the same, straight to the engine
     * @param failed through the router, other than 200
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Answers(long[] routed, long[] direct, int failed) {
        Answers plus(Answers other) {
            return new Answers(both(routed, other.routed), both(direct, other.direct), failed + other.failed);
        }

        private static long[] both(long[] one, long[] other) {
            return LongStream.concat(LongStream.of(one), LongStream.of(other)).toArray();
        }
    }

    Answers run(Duration time) {
        Queue<Long> routedTook = new ConcurrentLinkedQueue<>();
        Queue<Long> directTook = new ConcurrentLinkedQueue<>();
        AtomicInteger failed = new AtomicInteger();
        Queue<CompletableFuture<?>> open = new ConcurrentLinkedQueue<>();
        long pause = TimeUnit.SECONDS.toNanos(1) / rate;
        long begin = System.nanoTime();
        for (long i = 0; i * pause < time.toNanos(); i++) {
            long due = begin + i * pause;
            awaitNanos(due);
            boolean straight = i % DIRECT == 0;
            open.add(ask(straight ? direct : routed, due, straight ? directTook : routedTook, failed));
        }
        CompletableFuture.allOf(open.toArray(CompletableFuture[]::new)).join();
        return new Answers(array(routedTook), array(directTook), failed.get());
    }

    private CompletableFuture<?> ask(HttpRequest request, long due, Queue<Long> took, AtomicInteger failed) {
        return http.sendAsync(request, HttpResponse.BodyHandlers.discarding()).handle((answer, failure) -> {
            if (failure == null && answer.statusCode() == 200) {
                return took.add(System.nanoTime() - due);
            }
            return failed.incrementAndGet() > 0;
        });
    }

    private static void awaitNanos(long due) {
        for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    private static long[] array(Queue<Long> values) {
        return values.stream().mapToLong(Long::longValue).toArray();
    }
}
