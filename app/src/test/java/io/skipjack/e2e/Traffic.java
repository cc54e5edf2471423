package io.skipjack.e2e;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Clients that ask one model without a pause, half of them streaming, until closed. Each answer is held against what the
 * engine must have said, so a wrong one counts as failed as much as none.
 */
final class Traffic implements AutoCloseable {
    private static final int STREAMED_TOKENS = 12;
    private static final int WHOLE_TOKENS = 4;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final TestRouter router;
    private final String model;
    private final AtomicBoolean stopped = new AtomicBoolean();
    private final Queue<Asked> answers = new ConcurrentLinkedQueue<>();
    private final List<Thread> clients = new ArrayList<>();

    /** @param failure what was wrong, empty when nothing was */
    private record Asked(long startedNanos, String tier, String failure) {}

    Traffic(TestRouter router, String model, int numberOfClients) {
        this.router = router;
        this.model = model;
        for (int i = 0; i < numberOfClients; i++) {
            Runnable asking = i % 2 == 0 ? this::stream : this::whole;
            clients.add(Thread.ofVirtual().name("client-" + i).start(() -> repeat(asking)));
        }
    }

    private void repeat(Runnable asking) {
        while (!stopped.get()) {
            long started = System.nanoTime();
            try {
                asking.run();
            } catch (UncheckedIOException | AssertionError failed) {
                answers.add(new Asked(started, "", failed.toString()));
            }
        }
    }

    private void stream() {
        long started = System.nanoTime();
        Heard heard = Heard.stream(router, model, STREAMED_TOKENS);
        answers.add(new Asked(started, heard.tier(), heard.whole(STREAMED_TOKENS) ? "" : heard.toString()));
    }

    private void whole() {
        long started = System.nanoTime();
        HttpResponse<String> answer = router.chat(model, "\"max_tokens\":" + WHOLE_TOKENS);
        boolean well = answer.statusCode() == 200 && said(answer.body()).equals(Heard.expected(WHOLE_TOKENS));
        String tier = answer.headers().firstValue("x-skipjack-tier").orElse("");
        answers.add(new Asked(started, tier, well ? "" : answer.statusCode() + " " + answer.body()));
    }

    private static String said(String json) {
        try {
            return JSON.readTree(json).at("/choices/0/message/content").asText();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Of what was asked since {@link System#nanoTime} was this. */
    Share since(long nanos) {
        List<Asked> later = answers.stream()
                .filter(asked -> asked.startedNanos - nanos >= 0)
                .toList();
        long spot = later.stream().filter(asked -> asked.tier.equals("spot")).count();
        long serverless =
                later.stream().filter(asked -> asked.tier.equals("serverless")).count();
        return new Share(spot, serverless);
    }

    /** What went wrong since the beginning. */
    List<String> failures() {
        return answers.stream()
                .map(Asked::failure)
                .filter(failure -> !failure.isEmpty())
                .toList();
    }

    /** How many answers came from which tier. */
    record Share(long spot, long serverless) {
        long all() {
            return spot + serverless;
        }

        double ofSpot() {
            return (double) spot / all();
        }
    }

    @Override
    public void close() {
        stopped.set(true);
        for (Thread client : clients) {
            try {
                client.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }
}
