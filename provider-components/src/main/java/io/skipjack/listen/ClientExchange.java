package io.skipjack.listen;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.skipjack.openai.InferenceRequest;
import io.skipjack.openai.OpenAiErrors;
import io.skipjack.processors.inference.AnswerOutcome;
import io.skipjack.processors.inference.Caller;
import io.skipjack.processors.inference.Inference;
import io.skipjack.upstream.Answer;
import io.skipjack.upstream.AnswerSink;
import io.skipjack.upstream.AnswerStream;
import io.skipjack.upstream.LoopBound;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One request and its answer on a client connection. Its state changes on the connection's event loop only. */
final class ClientExchange implements Caller, LoopBound, AnswerSink {
    private static final ByteBuf WAITING =
            Unpooled.unreleasableBuffer(Unpooled.copiedBuffer(": waiting\n\n", StandardCharsets.US_ASCII));

    private static final Duration AFTER_RESTART = Duration.ofSeconds(5);

    private final ClientConnection connection;
    private final ChannelHandlerContext ctx;
    private final ListenSettings settings;
    private final List<Runnable> whenGone = new ArrayList<>(2);

    private @Nullable Inference inference;
    private @Nullable AnswerStream stream;
    private @Nullable ChunkWriter body;
    private boolean http10;
    private boolean headOnly;
    private boolean keepAlive;
    private boolean committed;
    private boolean over;
    private int status;
    private long lastHeartbeat;
    private volatile boolean waiting;
    private volatile boolean gone;

    ClientExchange(ClientConnection connection, ChannelHandlerContext ctx, ListenSettings settings, boolean keepAlive) {
        this.connection = connection;
        this.ctx = ctx;
        this.settings = settings;
        this.keepAlive = keepAlive;
    }

    void serves(Inference request, boolean overHttp10) {
        inference = request;
        http10 = overHttp10;
        headOnly = request.head().method().equals("HEAD");
        lastHeartbeat = request.startedNanos();
    }

    @Override
    public EventLoop eventLoop() {
        return ctx.channel().eventLoop();
    }

    // ---- what the inference path asks

    @Override
    public boolean gone() {
        return gone;
    }

    @Override
    public void whenGone(Runnable action) {
        synchronized (whenGone) {
            if (!gone) {
                whenGone.add(action);
                return;
            }
        }
        action.run();
    }

    @Override
    public void waiting() {
        waiting = true;
    }

    // ---- the answer

    void answer(Answer answer) {
        if (over) {
            Answers.discard(answer);
            return;
        }
        if (committed) {
            answerAfterHeartbeats(answer);
            return;
        }
        committed = true;
        status = answer.status();
        Answers.complete(answer.headers(), inference);
        switch (answer) {
            case Answer.Whole whole -> writeWhole(whole);
            case Answer.Streamed streamed -> {
                writeHead(streamed.status(), streamed.headers());
                flowFrom(streamed.stream());
            }
        }
    }

    /** The 200 and some comments are out already: a stream goes on, anything else becomes an error event. */
    private void answerAfterHeartbeats(Answer answer) {
        status = answer.status();
        switch (answer) {
            case Answer.Streamed streamed -> flowFrom(streamed.stream());
            case Answer.Whole whole -> {
                ByteBuf event = Answers.asEvent(whole, inference);
                cut(event);
            }
        }
    }

    private void writeWhole(Answer.Whole whole) {
        int length = whole.body().readableBytes();
        if (headOnly) {
            whole.body().release();
        }
        DefaultFullHttpResponse response = new DefaultFullHttpResponse(
                HttpVersion.HTTP_1_1,
                HttpResponseStatus.valueOf(whole.status()),
                headOnly ? Unpooled.EMPTY_BUFFER : whole.body());
        HttpHeaders headers = response.headers().set(whole.headers());
        headers.set(HttpHeaderNames.CONTENT_LENGTH, length);
        connectionHeader(headers);
        finish(response, AnswerOutcomes.ofStatus(status));
    }

    private void writeHead(int code, HttpHeaders from) {
        DefaultHttpResponse response =
                new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(code), from);
        HttpHeaders headers = response.headers();
        if (http10) {
            keepAlive = false;
        } else {
            headers.set(HttpHeaderNames.TRANSFER_ENCODING, HttpHeaderValues.CHUNKED);
        }
        connectionHeader(headers);
        ctx.write(response);
        body = new ChunkWriter(ctx, !http10);
    }

    private void connectionHeader(HttpHeaders headers) {
        if (!keepAlive) {
            headers.set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        } else if (http10) {
            headers.set(HttpHeaderNames.CONNECTION, HttpHeaderValues.KEEP_ALIVE);
        }
    }

    private void flowFrom(AnswerStream answerStream) {
        stream = answerStream;
        answerStream.attach(this);
    }

    @Override
    public boolean writable() {
        return ctx.channel().isWritable();
    }

    @Override
    public void write(ByteBuf bytes) {
        ChunkWriter writer = body;
        if (writer == null) {
            bytes.release();
        } else {
            writer.write(bytes);
        }
    }

    @Override
    public void flush() {
        ChunkWriter writer = body;
        if (writer != null) {
            writer.flush();
        }
    }

    @Override
    public void end() {
        if (!over) {
            finish(LastHttpContent.EMPTY_LAST_CONTENT, AnswerOutcomes.ofStatus(status));
        }
    }

    @Override
    public void cut(@Nullable ByteBuf lastWords) {
        if (over) {
            if (lastWords != null) {
                lastWords.release();
            }
            return;
        }
        keepAlive = false;
        finish(lastWords == null ? Unpooled.EMPTY_BUFFER : new DefaultHttpContent(lastWords), AnswerOutcome.CUT);
    }

    private void finish(Object lastMessage, AnswerOutcome outcome) {
        over = true;
        stream = null;
        boolean keep = keepAlive;
        ChunkWriter writer = body;
        if (writer != null) {
            writer.frame();
        }
        var written = ctx.writeAndFlush(lastMessage);
        if (!keep) {
            written.addListener(done -> connection.finish());
        }
        Inference request = inference;
        if (request != null) {
            request.answerStatus(status);
            request.end(outcome);
        }
        connection.answered(this, keep);
    }

    // ---- what the connection tells

    void drained() {
        AnswerStream flowing = stream;
        if (flowing != null) {
            flowing.resume();
        }
    }

    /** From here on nobody wants an answer; what is to be done then. */
    private List<Runnable> leave() {
        synchronized (whenGone) {
            gone = true;
            return List.copyOf(whenGone);
        }
    }

    void clientLeft() {
        List<Runnable> actions = leave();
        boolean before = over;
        over = true;
        AnswerStream flowing = stream;
        stream = null;
        if (flowing != null) {
            flowing.cancel();
        }
        ChunkWriter writer = body;
        if (writer != null) {
            writer.discard();
        }
        actions.forEach(Runnable::run);
        Inference request = inference;
        if (!before && request != null) {
            request.end(AnswerOutcome.CANCELLED);
        }
    }

    void closeAfterwards() {
        keepAlive = false;
    }

    /** The router stops: a stream ends with an error event, also one of comments only; what has not begun is a 503. */
    void cutByRouter() {
        AnswerStream flowing = stream;
        if (flowing != null) {
            flowing.cancel();
        }
        if (committed) {
            cut(Answers.shutdownEvent(inference));
        } else {
            keepAlive = false;
            answer(Answers.error(OpenAiErrors.unavailable("The router is stopping; try again.", AFTER_RESTART)));
        }
        // or one that waits for room would go on waiting, and Camel for it
        leave().forEach(Runnable::run);
    }

    void tick(long now) {
        Inference request = inference;
        AnswerStream flowing = stream;
        if (flowing != null) {
            comfort(flowing, now);
            return;
        }
        if (over || !waiting || request == null) {
            return;
        }
        InferenceRequest read = request.requestOrNull();
        if (read == null || !read.stream()) {
            return;
        }
        if (now - lastHeartbeat >= settings.heartbeat().toNanos()) {
            lastHeartbeat = now;
            if (!committed) {
                committed = true;
                status = 200;
                writeHead(200, Answers.eventStreamHeaders(request));
            }
            ctx.writeAndFlush(new DefaultHttpContent(WAITING.duplicate()));
        }
    }

    /** A stream that waits for another upstream is not to look dead. */
    private void comfort(AnswerStream flowing, long now) {
        ChunkWriter writer = body;
        boolean due = now - lastHeartbeat >= settings.heartbeat().toNanos();
        if (!due || over || writer == null || !flowing.waits()) {
            return;
        }
        lastHeartbeat = now;
        writer.write(WAITING.duplicate());
        writer.flush();
    }
}
