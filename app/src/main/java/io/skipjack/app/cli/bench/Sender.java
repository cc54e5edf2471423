package io.skipjack.app.cli.bench;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.function.LongConsumer;

/**
 * Sends requests and reads their answers, thousands at a time, on as many threads as there are cores: no thread waits for
 * an answer. Safe for use by many threads.
 */
public final class Sender implements AutoCloseable {
    private static final Duration CONNECT = Duration.ofSeconds(10);

    private final LoadTarget target;
    private final ExecutorService readers;
    private final HttpClient http;
    private final Set<Open> open = ConcurrentHashMap.newKeySet();

    /** One that has been sent and has not ended. */
    private static final class Open {
        private final long sentNanos = System.nanoTime();
        private final CompletableFuture<HttpResponse<Reply>> answer;
        private volatile boolean late;

        Open(CompletableFuture<HttpResponse<Reply>> answer) {
            this.answer = answer;
        }

        /** What breaks by this is no fault of the other side's. */
        void cutForTime() {
            late = true;
            answer.cancel(true);
        }
    }

    public Sender(LoadTarget target) {
        this.target = target;
        ThreadFactory threads =
                Thread.ofPlatform().daemon().name("bench-reader-", 0).factory();
        this.readers = Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors(), threads);
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(target.timeout().compareTo(CONNECT) < 0 ? target.timeout() : CONNECT)
                .executor(readers)
                .build();
    }

    /**
     * Sends one request.
     *
     * @param gaps takes the nanoseconds between the events of its answer
     * @return completes when it has ended, never exceptionally
     */
    public CompletableFuture<Reply> send(Ask ask, String prompt, LongConsumer gaps) {
        HttpRequest request = target.chat(ask, prompt);
        AnswerReader reader = new AnswerReader(target.body().stream(), System::nanoTime, gaps);
        CompletableFuture<HttpResponse<Reply>> answer = http.sendAsync(request, reader);
        Open one = new Open(answer);
        open.add(one);
        return answer.handle((response, failure) -> {
            open.remove(one);
            if (failure == null && (response.body().good() || !one.late)) {
                return response.body();
            }
            String trouble = one.late || failure == null ? Trouble.TIMEOUT : Trouble.of(failure);
            return Reply.failed(trouble, "", System.nanoTime());
        });
    }

    /** Cuts those that have been open for longer than they may. */
    public void cutLate() {
        long now = System.nanoTime();
        for (Open each : open) {
            if (now - each.sentNanos > target.timeout().toNanos()) {
                each.cutForTime();
            }
        }
    }

    /** Cuts all that are open. */
    public void cutAll() {
        open.forEach(each -> each.answer.cancel(true));
    }

    @Override
    public void close() {
        http.shutdownNow();
        readers.shutdownNow();
    }
}
