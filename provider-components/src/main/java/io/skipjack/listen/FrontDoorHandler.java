package io.skipjack.listen;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.skipjack.openai.OpenAiError;
import io.skipjack.openai.OpenAiErrors;
import io.skipjack.processors.inference.Inference;
import io.skipjack.processors.inference.RequestLine;
import io.skipjack.processors.inference.RequestTracing;
import io.skipjack.upstream.Answer;
import java.net.SocketAddress;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.component.netty.NettyConsumer;
import org.apache.camel.component.netty.handlers.ServerChannelHandler;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands a request to the route as an exchange, and the exchange's message to the client as an answer. The exchange
 * carries the request as a property, its path as the variable {@code path}, and no client header at all.
 */
@Sharable
final class FrontDoorHandler extends ServerChannelHandler {
    private static final Logger LOG = LoggerFactory.getLogger(FrontDoorHandler.class);
    private static final ChannelFutureListener NOTHING = written -> {};

    private final NettyConsumer consumer;
    private final @Nullable RequestTracing tracing;

    /** @param tracing null while nobody collects traces */
    FrontDoorHandler(NettyConsumer consumer, @Nullable RequestTracing tracing) {
        super(consumer);
        this.consumer = consumer;
        this.tracing = tracing;
    }

    @Override
    protected Exchange createExchange(ChannelHandlerContext ctx, Object message) {
        Exchange exchange = consumer.createExchange(false);
        Inference inference = (Inference) message;
        if (tracing != null) {
            inference.followedBy(tracing.begin(inference));
        }
        inference.attachTo(exchange);
        // a variable, because a path into the request's own object costs Camel a reflective walk each time
        exchange.setVariable("path", inference.head().path());
        return exchange;
    }

    @Override
    protected Object getResponseBody(Exchange exchange) {
        Message message = exchange.getMessage();
        Throwable failure = exchange.getException();
        if (failure != null) {
            // what the routes did not turn into an answer: a defect of a route, not of the request
            Inference inference = Inference.of(exchange);
            RequestLine.about(inference, LOG.atError())
                    .log("answering {}, no route handled: {}", inference.requestId(), failure.toString());
            return Answers.error(OpenAiErrors.internal());
        }
        return switch (message.getBody()) {
            case Answer answer -> answer;
            case OpenAiError error -> Answers.error(error);
            case null -> Answers.error(OpenAiErrors.internal());
            default -> ownAnswer(message);
        };
    }

    /** A body that a user's own route step has set. */
    private static Answer ownAnswer(Message message) {
        byte[] body = message.getBody(byte[].class);
        Integer status = message.getHeader(Exchange.HTTP_RESPONSE_CODE, Integer.class);
        String type = message.getHeader(Exchange.CONTENT_TYPE, String.class);
        HttpHeaders headers = new DefaultHttpHeaders();
        headers.set(HttpHeaderNames.CONTENT_TYPE, type == null ? "application/json" : type);
        return new Answer.Whole(
                status == null ? 200 : status,
                headers,
                body == null ? Unpooled.EMPTY_BUFFER : Unpooled.wrappedBuffer(body));
    }

    @Override
    protected ChannelFutureListener createResponseFutureListener(
            NettyConsumer from, Exchange exchange, SocketAddress remoteAddress) {
        // a client that left is no fault, and the connection decides itself when to close
        return NOTHING;
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        LOG.debug("closing a client connection: {}", cause.toString());
        ctx.close();
    }
}
