package io.skipjack.listen;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.ReferenceCountUtil;

/**
 * The first handler of a connection: knows how far the request that is being read has come, and since when. The limits
 * are checked by the connection's tick.
 */
final class RequestClock extends ChannelInboundHandlerAdapter {
    /** What must arrive of a body within the time-out; not just anything, or a byte now and then would do. */
    private static final int PORTION_BYTES = 16 * 1024;

    enum Phase {
        /** Between requests. */
        IDLE,
        /** A request has begun, its headers are not complete. */
        HEAD,
        /** The headers are complete, the body is not. */
        BODY
    }

    private volatile Phase phase = Phase.IDLE;
    private long since = System.nanoTime();
    private long headArrived;
    private int unclocked;
    private long toDiscard = -1;

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object msg) {
        if (toDiscard >= 0) {
            discard(ctx, msg);
            return;
        }
        if (phase == Phase.IDLE) {
            enter(Phase.HEAD);
        }
        ctx.fireChannelRead(msg);
    }

    /**
     * From now on what arrives is thrown away, up to so many bytes. Closing at once instead would make the client's
     * system drop the refusal before the client has read it, because what it still sends would meet a closed socket.
     */
    void discard(long bytes) {
        toDiscard = bytes;
    }

    private void discard(ChannelHandlerContext ctx, Object msg) {
        toDiscard -= msg instanceof ByteBuf bytes ? bytes.readableBytes() : 0;
        ReferenceCountUtil.release(msg);
        if (toDiscard < 0) {
            toDiscard = 0;
            ctx.close();
        }
    }

    /** Part of the body has come. Time counts anew with each portion, so that large bodies may take longer. */
    void bodyArrives(int bytes) {
        unclocked += bytes;
        if (unclocked >= PORTION_BYTES) {
            unclocked = 0;
            since = System.nanoTime();
        }
    }

    void headArrived() {
        enter(Phase.BODY);
        headArrived = since;
    }

    /** When the head had arrived, in nanoseconds of {@link System#nanoTime}. */
    long bodyArrived() {
        enter(Phase.IDLE);
        return headArrived;
    }

    /** An answer has ended: the time until the next request counts from now. */
    void restart() {
        since = System.nanoTime();
    }

    /** For any thread; all else is for the connection's own. */
    Phase phase() {
        return phase;
    }

    long nanosInPhase(long now) {
        return now - since;
    }

    private void enter(Phase next) {
        phase = next;
        unclocked = 0;
        since = System.nanoTime();
    }
}
