package io.skipjack.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.skipjack.provider.sandbox.TokenChain;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Streams of one model that run at the same time, each read to its end by a client of its own. */
final class RunningStreams implements AutoCloseable {
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<CompletableFuture<Ended>> streams = new ArrayList<>();
    private final TestRouter router;
    private final String model;
    private final int tokens;

    /** @param number of the stream, in the order they were asked for, from 0 */
    record Ended(int number, long endedNanos, WireAnswer answer) {
        String requestId() {
            return String.valueOf(answer.header("x-request-id"));
        }
    }

    RunningStreams(TestRouter router, String model, int tokens) {
        this.router = router;
        this.model = model;
        this.tokens = tokens;
    }

    /** Asks for so many more. */
    RunningStreams start(int many) {
        for (int i = 0; i < many; i++) {
            int number = streams.size();
            streams.add(CompletableFuture.supplyAsync(() -> ask(number), threads));
        }
        return this;
    }

    private Ended ask(int number) {
        WireAnswer answer = WireCall.chat(
                router, model, "\"stream\":true,\"stream_options\":{\"include_usage\":true},\"max_tokens\":" + tokens);
        return new Ended(number, System.nanoTime(), answer);
    }

    /** Those that have ended by now. */
    long ended() {
        return streams.stream().filter(CompletableFuture::isDone).count();
    }

    /** All of them, when the last has ended. */
    List<Ended> join() {
        return streams.stream().map(CompletableFuture::join).toList();
    }

    /** Each is one whole stream, word for word what a sound engine says, with the usage of all of it. */
    List<Ended> assertWhole() {
        List<Ended> all = join();
        for (Ended each : all) {
            OneStream stream = OneStream.of(each.answer());
            stream.assertWhole(Fleet.oracle(tokens), "length");
            stream.assertUsage(TokenChain.chat("Tell me something").length, tokens);
            assertThat(each.answer().whole()).isTrue();
        }
        return all;
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
