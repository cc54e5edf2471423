package io.skipjack.upstream;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import io.skipjack.domain.routing.LegOutcome;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One attempt at one upstream: takes a connection, sends the request, and hands what comes back to its listener. Reads
 * only when asked ({@link #read}), which is the back-pressure. Used on its event loop only.
 */
final class Leg implements UpstreamConnection.Reader {
    private enum Phase {
        CONNECTING,
        WAITING,
        FLOWING,
        DONE
    }

    /** More than an engine says while another one reads a prompt. */
    private static final int MOST_UNHEARD_BYTES = 1 << 20;

    /** Position in the watch's list; -1 when not watched. */
    int watchIndex = -1;

    private final UpstreamClient client;
    private final Origin origin;
    private final Supplier<FullHttpRequest> request;
    private final LegTimes times;
    private final LegListener listener;
    private final LoopConnections connections;

    private Phase phase = Phase.CONNECTING;
    private @Nullable UpstreamConnection connection;
    private boolean reused;
    private boolean retriedStale;
    private boolean requestWritten;
    private boolean keepAlive;
    private boolean interim;
    private boolean headSeen;
    private boolean paused;
    private long since;

    /** What came while the listener is not to hear anything; null while it listens. */
    private @Nullable Deque<HttpObject> unheard;

    private int unheardBytes;

    Leg(
            UpstreamClient client,
            EventLoop loop,
            Origin origin,
            Supplier<FullHttpRequest> request,
            LegTimes times,
            LegListener listener) {
        this.client = client;
        this.origin = origin;
        this.request = request;
        this.times = times;
        this.listener = listener;
        this.connections = client.connections(loop);
    }

    void start() {
        since = System.nanoTime();
        connections.watch().add(this);
        connect();
    }

    private void connect() {
        UpstreamConnection idle = retriedStale ? null : connections.takeIdle(origin);
        if (idle != null) {
            reused = true;
            begin(idle);
            return;
        }
        reused = false;
        client.connect(connections, origin, times.connect(), (opened, failure) -> {
            if (phase != Phase.CONNECTING) {
                if (opened != null) {
                    connections.giveBack(opened);
                }
            } else if (opened != null) {
                begin(opened);
            } else {
                fail(LegOutcome.CONNECT_FAILED, "connecting failed: " + failure);
            }
        });
    }

    private void begin(UpstreamConnection on) {
        connection = on;
        phase = Phase.WAITING;
        since = System.nanoTime();
        on.reader(this);
        Channel channel = on.channel();
        channel.writeAndFlush(request.get()).addListener(written -> {
            requestWritten = written.isSuccess();
            // a failed write closes the channel; closed() tells what follows
            if (!written.isSuccess() && phase != Phase.DONE && connection == on) {
                channel.close();
            }
        });
        channel.read();
    }

    /** Asks for more of the answer. */
    void read() {
        if (paused) {
            // the client was slow, not the upstream; otherwise only what counts as progress winds the clock back
            paused = false;
            since = System.nanoTime();
        }
        UpstreamConnection on = connection;
        if (on != null) {
            on.channel().read();
        }
    }

    /**
     * Something of the answer arrived that counts: the listener decides, so that an upstream's keep-alive comments do
     * not pass for tokens.
     */
    void progressed() {
        if (phase != Phase.DONE) {
            phase = Phase.FLOWING;
            since = System.nanoTime();
        }
    }

    /** The client does not keep up: silence is not the upstream's fault until {@link #read} is called again. */
    void pause() {
        paused = true;
    }

    /** Keeps what comes to itself, within bounds, until {@link #goOn}: an upstream that ends meanwhile has been heard out. */
    void hold() {
        unheard = new ArrayDeque<>();
        turnEnded();
    }

    /** The listener hears what has come meanwhile, and goes on listening. */
    void goOn() {
        Deque<HttpObject> parts = unheard;
        if (parts == null) {
            return;
        }
        unheard = null;
        since = System.nanoTime();
        unheardBytes = 0;
        parts.forEach(this::received);
        turnEnded();
    }

    @Override
    public void received(HttpObject part) {
        if (phase == Phase.DONE) {
            ReferenceCountUtil.release(part);
            return;
        }
        if (unheard != null) {
            unheard.add(part);
            unheardBytes +=
                    part instanceof HttpContent content ? content.content().readableBytes() : 0;
            return;
        }
        if (part instanceof HttpResponse response) {
            receivedHead(response);
        }
        if (part instanceof HttpContent content) {
            receivedContent(content);
        }
    }

    private void receivedHead(HttpResponse response) {
        if (response.decoderResult().isFailure()) {
            fail(LegOutcome.FAILED, "the answer's head is malformed");
        } else if (response.status().code() < 200) {
            interim = true;
        } else {
            interim = false;
            headSeen = true;
            keepAlive = HttpUtil.isKeepAlive(response);
            listener.head(response);
        }
    }

    private void receivedContent(HttpContent content) {
        ByteBuf bytes = content.content();
        boolean last = content instanceof LastHttpContent;
        if (phase == Phase.DONE || interim) {
            interim = interim && !last;
            content.release();
        } else if (content.decoderResult().isFailure()) {
            content.release();
            fail(LegOutcome.FAILED, "the answer's body is malformed");
        } else {
            if (bytes.isReadable()) {
                listener.content(bytes);
            } else {
                content.release();
            }
            if (last && phase != Phase.DONE) {
                finish();
            }
        }
    }

    private void finish() {
        close(requestWritten && keepAlive);
        listener.ended();
    }

    @Override
    public void turnEnded() {
        if (phase == Phase.DONE || unheardBytes > MOST_UNHEARD_BYTES) {
            return;
        }
        if (headSeen && unheard == null) {
            listener.turnEnded();
        } else {
            UpstreamConnection on = connection;
            if (on != null) {
                on.channel().read();
            }
        }
    }

    @Override
    public void closed(String reason) {
        if (phase == Phase.DONE) {
            return;
        }
        if (unheard != null && unheard.peekLast() instanceof LastHttpContent) {
            connection = null; // all of the answer is here
            return;
        }
        if (reused && !headSeen && !retriedStale && phase == Phase.WAITING) {
            // an idle connection that the upstream closed as we took it: not a fault, and nothing was answered
            retriedStale = true;
            connection = null;
            phase = Phase.CONNECTING;
            connect();
            return;
        }
        fail(
                LegOutcome.FAILED,
                headSeen ? "the connection closed in mid-answer: " + reason : "the connection closed: " + reason);
    }

    /** Called by the watch. */
    void checkTime(long now) {
        long quiet = now - since;
        switch (phase) {
            case CONNECTING -> {
                if (quiet > times.connect().toNanos() + LegWatch.TICK_MILLIS * 1_000_000) {
                    fail(LegOutcome.CONNECT_FAILED, "no connection within " + times.connect());
                }
            }
            case WAITING -> {
                if (quiet > times.firstByte().toNanos()) {
                    fail(LegOutcome.FIRST_BYTE_TIMEOUT, "no answer within " + times.firstByte());
                }
            }
            case FLOWING -> {
                if (!paused && unheard == null && quiet > times.idle().toNanos()) {
                    fail(LegOutcome.FAILED, "silent for " + times.idle());
                } else {
                    listener.ticked();
                }
            }
            case DONE -> connections.watch().remove(this);
        }
    }

    /** Ends the leg from this side; the upstream sees its connection close, which frees the engine. */
    void cancel() {
        if (phase != Phase.DONE) {
            close(false);
        }
    }

    private void fail(LegOutcome outcome, String reason) {
        if (phase != Phase.DONE) {
            close(false);
            listener.failed(outcome, reason);
        }
    }

    private void close(boolean reusable) {
        phase = Phase.DONE;
        connections.watch().remove(this);
        UpstreamConnection on = connection;
        connection = null;
        if (unheard != null) {
            unheard.forEach(ReferenceCountUtil::release);
            unheard = null;
        }
        if (on != null) {
            on.reader(null);
            if (reusable) {
                connections.giveBack(on);
            } else {
                on.channel().close();
            }
        }
    }
}
