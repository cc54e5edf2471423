package io.skipjack.listen;

import io.netty.channel.Channel;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.ChannelPromise;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.util.ReferenceCountUtil;
import io.skipjack.processors.inference.Inference;
import io.skipjack.processors.inference.RequestHead;
import io.skipjack.upstream.Answer;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One client connection: hands its requests on one after the other, writes their answers, and notices when the client
 * leaves, stalls or idles. Everything runs on the connection's event loop.
 */
final class ClientConnection extends ChannelDuplexHandler {
    /** Pipelined requests kept while one is answered; beyond that the socket is not read. */
    private static final int MAX_QUEUED = 8;

    /** How long a refused client may go on sending. */
    private static final long LINGER_NANOS = Duration.ofSeconds(2).toNanos();

    private final ListenSettings settings;
    private final ClientConnections connections;
    private final RequestClock clock;
    private final Deque<Incoming> queued = new ArrayDeque<>();

    private @Nullable ChannelHandlerContext context;
    private volatile @Nullable ClientExchange current;
    private volatile boolean closing;
    private boolean refused;
    private boolean lingering;
    private int budgeted;
    private long stalledSince;
    private long stalledBytes;

    ClientConnection(ListenSettings settings, ClientConnections connections, RequestClock clock) {
        this.settings = settings;
        this.connections = connections;
        this.clock = clock;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        context = ctx;
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        connections.add(this);
        ConnectionWatch.of(ctx.channel().eventLoop()).add(this);
        ctx.fireChannelActive();
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        connections.remove(this);
        ConnectionWatch.of(ctx.channel().eventLoop()).remove(this);
        queued.forEach(this::forget);
        queued.clear();
        ClientExchange left = current;
        current = null;
        if (left != null) {
            left.clientLeft();
        }
        unbudget();
        ctx.fireChannelInactive();
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object msg) {
        if (!(msg instanceof Incoming incoming)) {
            ReferenceCountUtil.release(msg);
        } else if (closing) {
            forget(incoming);
        } else if (current == null && queued.isEmpty()) {
            begin(ctx, incoming);
        } else {
            queued.add(incoming);
            if (queued.size() >= MAX_QUEUED) {
                ctx.channel().config().setAutoRead(false);
            }
        }
    }

    private void begin(ChannelHandlerContext ctx, Incoming incoming) {
        switch (incoming) {
            case Incoming.Refused refusal -> {
                closing = true;
                refused = true;
                ClientExchange exchange = new ClientExchange(this, ctx, settings, false);
                current = exchange;
                exchange.answer(Answers.error(refusal.error()));
            }
            case Incoming.Asking asking ->
                ctx.writeAndFlush(new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.CONTINUE));
            case Incoming.Assembled request -> {
                HttpRequest head = request.head();
                budgeted = request.budgeted();
                ClientExchange exchange =
                        new ClientExchange(this, ctx, settings, Answers.keepAlive(head) && !connections.draining());
                current = exchange;
                RequestHead facts = Answers.facts(head);
                Inference inference =
                        new Inference(Answers.requestId(head), request.startedNanos(), facts, request.body(), exchange);
                exchange.serves(inference, Answers.http10(head));
                ctx.fireChannelRead(inference);
            }
        }
    }

    @Override
    public void write(ChannelHandlerContext ctx, Object msg, ChannelPromise promise) {
        if (!(msg instanceof Answer answer)) {
            ctx.write(msg, promise);
            return;
        }
        ClientExchange exchange = current;
        if (exchange == null || !ctx.channel().isActive()) {
            Answers.discard(answer);
            promise.tryFailure(new ClosedChannelException());
        } else {
            exchange.answer(answer);
            promise.trySuccess();
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        ClientExchange exchange = current;
        if (exchange != null && ctx.channel().isWritable()) {
            exchange.drained();
        }
        ctx.fireChannelWritabilityChanged();
    }

    /** The answer's last byte has been written to the socket's buffer. */
    void answered(ClientExchange exchange, boolean keepAlive) {
        ChannelHandlerContext ctx = context;
        if (current != exchange || ctx == null) {
            return;
        }
        current = null;
        unbudget();
        clock.restart();
        if (!keepAlive || closing || connections.draining()) {
            closing = true;
            return;
        }
        if (!queued.isEmpty()) {
            // from a fresh stack: a client may pipeline thousands of requests that are all refused at once
            ctx.executor().execute(() -> beginQueued(ctx));
        } else if (!ctx.channel().config().isAutoRead()) {
            ctx.channel().config().setAutoRead(true);
        }
    }

    private void beginQueued(ChannelHandlerContext ctx) {
        while (current == null && !closing && !queued.isEmpty() && ctx.channel().isActive()) {
            begin(ctx, queued.remove());
        }
        if (queued.isEmpty() && !ctx.channel().config().isAutoRead()) {
            ctx.channel().config().setAutoRead(true);
        }
    }

    private void forget(Incoming dropped) {
        if (dropped instanceof Incoming.Assembled request) {
            connections.unbuffer(request.budgeted());
        }
    }

    private void unbudget() {
        connections.unbuffer(budgeted);
        budgeted = 0;
    }

    /**
     * The last answer has been sent. After a refusal the client may still be sending: it is told the end and listened to
     * for a moment, so that it can read why.
     */
    void finish() {
        ChannelHandlerContext ctx = context;
        if (ctx == null || !ctx.channel().isActive()) {
            return;
        }
        if (refused && ctx.channel() instanceof DuplexChannel channel) {
            lingering = true;
            clock.restart();
            clock.discard(settings.maxBodyBytes());
            channel.config().setAutoRead(true);
            channel.shutdownOutput();
        } else {
            ctx.close();
        }
    }

    /** Whether a request is being read or answered; for any thread. */
    boolean busy() {
        return current != null || (!closing && clock.phase() != RequestClock.Phase.IDLE);
    }

    void closeWhenIdle() {
        onLoop(ctx -> {
            ClientExchange exchange = current;
            if (exchange == null && clock.phase() == RequestClock.Phase.IDLE) {
                ctx.close();
            } else if (exchange != null) {
                exchange.closeAfterwards();
            }
        });
    }

    void cut() {
        onLoop(ctx -> {
            ClientExchange exchange = current;
            if (exchange != null) {
                exchange.cutByRouter();
            } else {
                ctx.close();
            }
        });
    }

    private void onLoop(Consumer<ChannelHandlerContext> action) {
        ChannelHandlerContext ctx = context;
        if (ctx != null) {
            ctx.executor().execute(() -> action.accept(ctx));
        }
    }

    /** Called a few times a second. */
    void tick(long now) {
        ChannelHandlerContext ctx = context;
        if (ctx == null) {
            return;
        }
        boolean lingered = lingering && clock.nanosInPhase(now) > LINGER_NANOS;
        if (lingered || stalled(ctx.channel(), now)) {
            ctx.close();
            return;
        }
        ClientExchange exchange = current;
        if (exchange != null) {
            exchange.tick(now);
        } else if (!closing) {
            checkReading(ctx, now);
        }
    }

    private void checkReading(ChannelHandlerContext ctx, long now) {
        long quiet = clock.nanosInPhase(now);
        switch (clock.phase()) {
            case IDLE -> {
                if (quiet > settings.keepAliveTimeout().toNanos()) {
                    ctx.close();
                }
            }
            case HEAD -> timeOut(ctx, quiet > settings.headerReadTimeout().toNanos(), "headers");
            case BODY -> timeOut(ctx, quiet > settings.bodyReadTimeout().toNanos(), "body");
        }
    }

    private void timeOut(ChannelHandlerContext ctx, boolean late, String part) {
        if (late && !closing) {
            begin(
                    ctx,
                    new Incoming.Refused(
                            RequestRules.error(408, "The request's " + part + " did not arrive in time.")));
        }
    }

    private boolean stalled(Channel channel, long now) {
        ChannelOutboundBuffer buffer = channel.unsafe().outboundBuffer();
        long pending = buffer == null ? 0 : buffer.totalPendingWriteBytes();
        if (pending == 0 || pending != stalledBytes) {
            stalledBytes = pending;
            stalledSince = now;
            return false;
        }
        return now - stalledSince > settings.writeStallTimeout().toNanos();
    }
}
