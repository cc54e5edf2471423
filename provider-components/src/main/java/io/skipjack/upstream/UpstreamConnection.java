package io.skipjack.upstream;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpObject;
import io.netty.util.ReferenceCountUtil;
import org.jspecify.annotations.Nullable;

/** The last handler of an upstream connection: hands what arrives to the leg that holds the connection now. */
final class UpstreamConnection extends ChannelInboundHandlerAdapter {
    /** Whoever holds the connection. */
    interface Reader {
        void received(HttpObject part);

        void turnEnded();

        void closed(String reason);
    }

    private final LoopConnections owner;
    private final Origin origin;
    private final Channel channel;
    private @Nullable Reader reader;
    private String closeReason = "closed by the upstream";

    UpstreamConnection(LoopConnections owner, Origin origin, Channel channel) {
        this.owner = owner;
        this.origin = origin;
        this.channel = channel;
    }

    Channel channel() {
        return channel;
    }

    Origin origin() {
        return origin;
    }

    void reader(@Nullable Reader next) {
        reader = next;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object msg) {
        Reader now = reader;
        if (now != null && msg instanceof HttpObject part) {
            now.received(part);
        } else {
            // bytes nobody asked for: the connection cannot be trusted with another request
            ReferenceCountUtil.release(msg);
            ctx.close();
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        Reader now = reader;
        if (now != null) {
            now.turnEnded();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        owner.forget(this);
        Reader now = reader;
        reader = null;
        if (now != null) {
            now.closed(closeReason);
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        String message = cause.getMessage();
        closeReason = message == null ? "connection failed" : message;
        ctx.close();
    }
}
