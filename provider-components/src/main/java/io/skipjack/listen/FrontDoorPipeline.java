package io.skipjack.listen;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.HttpResponseEncoder;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.skipjack.openai.OpenAiErrors;
import io.skipjack.upstream.Answer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;

/**
 * The pipeline of a client connection: connection limits, clock, strict HTTP decoder, encoder, request assembly,
 * connection, Camel.
 */
final class FrontDoorPipeline extends ChannelInitializer<Channel> {
    private static final int CHUNK_BYTES = 64 * 1024;

    private final ListenSettings settings;
    private final ClientConnections connections;
    private final FrontDoorHandler handler;

    FrontDoorPipeline(ListenSettings settings, ClientConnections connections, FrontDoorHandler handler) {
        this.settings = settings;
        this.connections = connections;
        this.handler = handler;
    }

    @Override
    protected void initChannel(Channel channel) {
        InetAddress address = ((InetSocketAddress) channel.remoteAddress()).getAddress();
        ChannelPipeline pipeline = channel.pipeline();
        if (!connections.tryOpen(address)) {
            pipeline.addLast(new HttpResponseEncoder(), new TooMany());
            return;
        }
        channel.closeFuture().addListener(closed -> connections.closed(address));
        RequestClock clock = new RequestClock();
        HttpDecoderConfig decoding = new HttpDecoderConfig()
                .setMaxInitialLineLength(settings.maxRequestLineBytes())
                .setMaxHeaderSize(settings.maxHeaderBytes())
                .setMaxChunkSize(CHUNK_BYTES)
                .setStrictLineParsing(true)
                .setUseRfc9112TransferEncoding(true)
                .setAllowDuplicateContentLengths(false);
        pipeline.addLast(clock);
        pipeline.addLast(new HttpRequestDecoder(decoding));
        pipeline.addLast(new HttpResponseEncoder());
        pipeline.addLast(new RequestAssembler(settings, connections, clock));
        pipeline.addLast(new ClientConnection(settings, connections, clock));
        pipeline.addLast(handler);
    }

    /** Tells a client that it has too many connections, and closes this one. */
    private static final class TooMany extends ChannelInboundHandlerAdapter {
        @Override
        public void channelActive(ChannelHandlerContext ctx) {
            Answer.Whole refusal = Answers.error(
                    OpenAiErrors.rateLimited("Too many connections from this address.", Duration.ofSeconds(1)));
            DefaultFullHttpResponse response = new DefaultFullHttpResponse(
                    HttpVersion.HTTP_1_1, HttpResponseStatus.TOO_MANY_REQUESTS, refusal.body());
            response.headers()
                    .set(refusal.headers())
                    .set(HttpHeaderNames.CONTENT_LENGTH, refusal.body().readableBytes())
                    .set(HttpHeaderNames.CONNECTION, "close");
            ctx.writeAndFlush(response).addListener(ChannelFutureListener.CLOSE);
        }
    }
}
