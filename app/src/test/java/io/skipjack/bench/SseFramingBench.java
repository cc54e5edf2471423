package io.skipjack.bench;

import io.skipjack.openai.EventInspector;
import io.skipjack.openai.Operation;
import io.skipjack.openai.SseFramer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * What one event of a stream costs before it is passed on: finding its end, and looking at it. Nanoseconds an event; the
 * goal for looking is 300 ns at 250 bytes.
 *
 * <pre>mvn -q -Pbench -pl app -am test -DskipTests -Dbench=SseFraming</pre>
 *
 * {@code -Dbench.forks}, {@code -Dbench.warmup} and {@code -Dbench.iterations} (of a second each) make it longer.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class SseFramingBench {
    private static final int EVENTS = 256;

    private final byte[] chat =
            bytes("data: {\"id\":\"chatcmpl-0123456789abcdef0123456789abcdef\",\"object\":\"chat.completion.chunk\","
                    + "\"created\":1767323045,\"model\":\"Qwen/Qwen3-0.6B\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\" token\"},"
                    + "\"logprobs\":null,\"finish_reason\":null,\"token_ids\":null}]}\n\n");
    private final byte[] messages =
            bytes("event: content_block_delta\ndata: {\"type\":\"content_block_delta\",\"index\":0,"
                    + "\"delta\":{\"type\":\"text_delta\",\"text\":\" token\"}}\n\n");
    private final byte[] chunk = repeated(chat);
    private final EventInspector chatInspector = new EventInspector(Operation.CHAT);
    private final EventInspector messagesInspector = new EventInspector(Operation.MESSAGES);
    private final SseFramer framer = new SseFramer(1 << 20);

    /** One chat chunk looked at. */
    @Benchmark
    public int inspectChat() {
        return chatInspector.inspect(chat, 0, chat.length);
    }

    /** One event of two lines looked at. */
    @Benchmark
    public int inspectMessages() {
        return messagesInspector.inspect(messages, 0, messages.length);
    }

    /** Chat chunks found in a read of 256 of them. */
    @Benchmark
    @OperationsPerInvocation(EVENTS)
    public int frame() {
        int from = 0;
        for (int end = framer.next(chunk, 0, chunk.length); end >= 0; end = framer.next(chunk, end, chunk.length)) {
            from = end;
        }
        return from;
    }

    /** Both, as the relay does. */
    @Benchmark
    @OperationsPerInvocation(EVENTS)
    public int frameAndInspect() {
        int from = 0;
        int flags = 0;
        for (int end = framer.next(chunk, 0, chunk.length); end >= 0; end = framer.next(chunk, end, chunk.length)) {
            flags |= chatInspector.inspect(chunk, from, end);
            from = end;
        }
        return flags;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] repeated(byte[] event) {
        byte[] all = new byte[event.length * EVENTS];
        for (int i = 0; i < EVENTS; i++) {
            System.arraycopy(event, 0, all, i * event.length, event.length);
        }
        return all;
    }
}
