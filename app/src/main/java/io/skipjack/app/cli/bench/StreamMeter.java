package io.skipjack.app.cli.bench;

import io.skipjack.openai.EventInspector;
import io.skipjack.openai.Operation;
import io.skipjack.openai.SseFramer;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

/**
 * Reads one streamed answer as it comes, and takes the time of each event with something generated. Comments, such as the
 * router's {@code : waiting}, are no token.
 *
 * <p>The answer is whole when each choice has a finish reason, {@code [DONE]} came after it, and nothing in it said error.
 */
final class StreamMeter implements BodySubscriber<Reply> {
    private static final int LONGEST_EVENT = 1 << 20;
    private static final int USUAL = 1024;

    private final String tier;
    private final LongSupplier clock;
    private final LongConsumer gaps;
    private final CompletableFuture<Reply> reply = new CompletableFuture<>();
    private final SseFramer framer = new SseFramer(LONGEST_EVENT);
    private final EventInspector inspector = new EventInspector(Operation.CHAT);

    /** Bytes of the event that is not whole yet, from the beginning. */
    private byte[] buffer = new byte[USUAL];

    private int filled;
    private long firstByte;
    private long firstToken;
    private long lastToken;
    private long tokens;
    private boolean done;
    private boolean damaged;
    private boolean tooLarge;

    /**
     * @param tier whose answer it is
     * @param clock in nanoseconds
     * @param gaps takes the nanoseconds between one event with something generated and the next
     */
    StreamMeter(String tier, LongSupplier clock, LongConsumer gaps) {
        this.tier = tier;
        this.clock = clock;
        this.gaps = gaps;
    }

    @Override
    public CompletionStage<Reply> getBody() {
        return reply;
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
        subscription.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(List<ByteBuffer> pieces) {
        long now = clock.getAsLong();
        for (ByteBuffer piece : pieces) {
            if (piece.hasRemaining() && !tooLarge) {
                firstByte = firstByte == 0 ? now : firstByte;
                take(piece, now);
            }
        }
    }

    @Override
    public void onError(Throwable failure) {
        // a router that says so before it hangs up is better than one that only hangs up
        reply.complete(reply(damaged ? Trouble.ERROR : Trouble.of(failure)));
    }

    @Override
    public void onComplete() {
        reply.complete(reply(trouble()));
    }

    private void take(ByteBuffer piece, long now) {
        int from = filled;
        int to = from + piece.remaining();
        if (to > buffer.length) {
            buffer = Arrays.copyOf(buffer, Math.max(to, 2 * buffer.length));
        }
        piece.get(buffer, from, piece.remaining());
        int begin = 0;
        int at = from;
        for (int end = framer.next(buffer, at, to); end >= 0; end = framer.next(buffer, at, to)) {
            event(begin, end, now);
            begin = end;
            at = end;
        }
        tooLarge = framer.pending() > LONGEST_EVENT;
        filled = to - begin;
        System.arraycopy(buffer, begin, buffer, 0, filled);
    }

    private void event(int from, int to, long now) {
        int flags = inspector.inspect(buffer, from, to);
        damaged |= (flags & (EventInspector.ERROR | EventInspector.ABORT)) != 0;
        done |= (flags & EventInspector.DONE) != 0;
        if ((flags & EventInspector.CONTENT) == 0) {
            return;
        }
        tokens++;
        if (firstToken == 0) {
            firstToken = now;
        } else {
            gaps.accept(now - lastToken);
        }
        lastToken = now;
    }

    private String trouble() {
        if (tooLarge) {
            return Trouble.NO_ANSWER;
        }
        if (damaged) {
            return Trouble.ERROR;
        }
        return done && inspector.whole() ? "" : Trouble.CUT;
    }

    private Reply reply(String trouble) {
        long completion = inspector.completionTokens() < 0 ? tokens : inspector.completionTokens();
        long prompt = Math.max(0, inspector.promptTokens());
        return new Reply(trouble, tier, firstByte, firstToken, clock.getAsLong(), prompt, completion);
    }
}
