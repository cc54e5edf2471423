package io.skipjack.e2e;

import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;

/**
 * Streaming clients of two routers, half of them at home at each, that ask without a pause until closed. As with a load
 * balancer, another router is tried only when no connection can be made: a request that a router had is never repeated.
 */
final class FailoverTraffic implements AutoCloseable {
    private static final int TOKENS = 60;

    private final AtomicBoolean stopped = new AtomicBoolean();
    private final Queue<Asked> asked = new ConcurrentLinkedQueue<>();
    private final List<Thread> clients = new ArrayList<>();
    private final String request;

    /** What became of a request. */
    enum Outcome {
        /** Word for word what the engine says, to its end. */
        WHOLE,
        /** Broken off, and seen to be. */
        CUT,
        /** Anything else. */
        WRONG
    }

    /**
     * One request.
     *
     * @param port of the router that had it
     * @param tier that answered; empty if none did, or had when the answer began
     * @param detail what came where it was not the whole answer
     */
    record Asked(int port, long startedNanos, Outcome outcome, String tier, String detail) {}

    FailoverTraffic(List<Integer> ports, String model, String key, int numberOfClients) {
        String body = TestRouter.chatBody(model, "\"stream\":true,\"max_tokens\":" + TOKENS);
        this.request = SpotModel.post("/v1/chat/completions", body).replace(TestRouter.KEY, key);
        for (int i = 0; i < numberOfClients; i++) {
            int home = ports.get(i % ports.size());
            int other = ports.get((i + 1) % ports.size());
            clients.add(Thread.ofVirtual().name("client-" + i).start(() -> repeat(home, other)));
        }
    }

    private void repeat(int home, int other) {
        while (!stopped.get()) {
            long started = System.nanoTime();
            try (RawClient client = connect(home, other)) {
                asked.add(ask(client, started));
            }
        }
    }

    private static RawClient connect(int home, int other) {
        try {
            return RawClient.connect(home);
        } catch (UncheckedIOException away) {
            return RawClient.connect(other);
        }
    }

    private Asked ask(RawClient client, long started) {
        try {
            RawReply reply = client.send(request).reply();
            boolean whole = reply.status() == 200
                    && reply.text().equals(Heard.expected(TOKENS))
                    && reply.body().endsWith("data: [DONE]\n\n");
            String tier = Objects.requireNonNullElse(reply.header("x-skipjack-tier"), "");
            return new Asked(
                    client.port(), started, whole ? Outcome.WHOLE : Outcome.WRONG, tier, whole ? "" : reply.toString());
        } catch (UncheckedIOException | AssertionError broken) {
            return new Asked(client.port(), started, Outcome.CUT, "", broken.toString());
        }
    }

    /** Requests that have come to an end, of this kind. */
    List<Asked> that(Predicate<Asked> kind) {
        return asked.stream().filter(kind).toList();
    }

    /** Those asked of this router. */
    List<Asked> at(PeerRouter router) {
        return that(one -> one.port() == router.port());
    }

    /** Those asked since {@link System#nanoTime} was this. */
    List<Asked> since(long nanos) {
        return that(one -> one.startedNanos() - nanos >= 0);
    }

    /** Lets no client ask again, and waits for what is asked. */
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
