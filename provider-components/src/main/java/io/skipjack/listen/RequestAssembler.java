package io.skipjack.listen;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import io.skipjack.openai.OpenAiError;
import java.time.Duration;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Puts a request's body together, within limits. The buffer grows with what has arrived, never with what was promised,
 * and all clients' buffers share one budget.
 */
final class RequestAssembler extends ChannelInboundHandlerAdapter {
    private static final int FIRST_BUFFER = 4 * 1024;
    private static final byte[] EMPTY = new byte[0];

    private final ListenSettings settings;
    private final ClientConnections connections;
    private final RequestClock clock;

    private @Nullable HttpRequest head;
    private byte[] body = EMPTY;
    private int length;
    private int budgeted;
    private boolean refused;

    RequestAssembler(ListenSettings settings, ClientConnections connections, RequestClock clock) {
        this.settings = settings;
        this.connections = connections;
        this.clock = clock;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object msg) {
        try {
            if (!refused && msg instanceof HttpRequest request) {
                begin(ctx, request);
            }
            if (!refused && msg instanceof HttpContent content) {
                take(ctx, content);
            }
        } finally {
            ReferenceCountUtil.release(msg);
        }
    }

    private void begin(ChannelHandlerContext ctx, HttpRequest request) {
        clock.headArrived();
        OpenAiError wrong = RequestRules.check(request, settings.maxBodyBytes());
        if (wrong != null) {
            refuse(ctx, wrong);
            return;
        }
        head = request;
        length = 0;
        if (HttpUtil.is100ContinueExpected(request)) {
            ctx.fireChannelRead(new Incoming.Asking());
        }
    }

    private void take(ChannelHandlerContext ctx, HttpContent content) {
        HttpRequest request = head;
        if (request == null) {
            return;
        }
        if (content.decoderResult().isFailure()) {
            refuse(ctx, RequestRules.error(400, "The request body is not well-formed HTTP."));
            return;
        }
        ByteBuf bytes = content.content();
        int more = bytes.readableBytes();
        if (more > settings.maxBodyBytes() - length) {
            refuse(ctx, RequestRules.tooLarge(settings.maxBodyBytes()));
            return;
        }
        if (more > 0 && !room(request, length + more)) {
            refuse(
                    ctx,
                    new OpenAiError(
                            503,
                            "server_error",
                            "overloaded",
                            "The router holds too many unread requests; try again.",
                            null,
                            Duration.ofSeconds(1)));
            return;
        }
        bytes.readBytes(body, length, more);
        length += more;
        clock.bodyArrives(more);
        if (content instanceof LastHttpContent) {
            complete(ctx, request);
        }
    }

    private boolean room(HttpRequest request, int needed) {
        if (needed <= body.length) {
            return true;
        }
        long declared = RequestRules.contentLength(request.headers());
        int grown = Math.max(needed, Math.max(FIRST_BUFFER, body.length * 2));
        if (declared >= needed) {
            grown = (int) Math.min(grown, declared);
        }
        if (!connections.tryBuffer(grown - budgeted)) {
            return false;
        }
        budgeted = grown;
        body = Arrays.copyOf(body, grown);
        return true;
    }

    private void complete(ChannelHandlerContext ctx, HttpRequest request) {
        byte[] whole = body.length == length ? body : Arrays.copyOf(body, length);
        long started = clock.bodyArrived();
        int kept = Math.min(budgeted, length);
        budgeted -= kept;
        forget();
        ctx.fireChannelRead(new Incoming.Assembled(request, whole, started, kept));
    }

    private void refuse(ChannelHandlerContext ctx, OpenAiError error) {
        refused = true;
        forget();
        ctx.fireChannelRead(new Incoming.Refused(error));
    }

    private void forget() {
        connections.unbuffer(budgeted);
        budgeted = 0;
        head = null;
        body = EMPTY;
        length = 0;
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        forget();
        ctx.fireChannelInactive();
    }
}
