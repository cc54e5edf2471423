package io.skipjack.provider.sandbox;

import java.io.IOException;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Requests whose answer is to be fetched later by GET on a path of the same origin, as Modal does after 150 s. */
final class Results {
    static final String PATH = "/result/";

    /** @param readyAt as {@link System#nanoTime} counts */
    record Pending(ReceivedRequest request, long readyAt) {}

    private final Map<String, Pending> pending = new ConcurrentHashMap<>();

    /** Answers 303 now; the result path answers from {@code readyAt} on. */
    void defer(ReceivedRequest request, long readyAt, Reply reply) throws IOException {
        String id = UUID.randomUUID().toString();
        pending.put(id, new Pending(request, readyAt));
        redirect(id, reply);
    }

    void redirect(String id, Reply reply) throws IOException {
        reply.header("location", PATH + id).bytes(303, "text/plain", new byte[0]);
    }

    static String id(ReceivedRequest request) {
        return request.path().substring(PATH.length());
    }

    @Nullable
    Pending find(ReceivedRequest request) {
        return pending.get(id(request));
    }

    void remove(ReceivedRequest request) {
        pending.remove(id(request));
    }
}
