package io.skipjack.listen;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.HttpResponseEncoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Writes a streamed body: what comes in one turn of the loop leaves as one chunk in one buffer. Netty's encoder would make
 * three buffers of each event and gather them with {@code writev}; copying a few hundred bytes costs less than that.
 * Large pieces go through the encoder uncopied. Used on its event loop only.
 */
final class ChunkWriter {
    /** Room before the data for the chunk's size in hex and its line end. */
    private static final int PREFIX = 10;

    private static final int SUFFIX = 2;
    private static final int SMALL = 8 * 1024;
    private static final int USUAL = 1024;
    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

    private final ChannelHandlerContext ctx;
    private final ChannelHandlerContext pastEncoder;
    private final boolean chunked;
    private @Nullable ByteBuf turn;

    /**
     * @param ctx where messages for the encoder are written
     * @param chunked false for HTTP/1.0, whose bodies end with the connection
     */
    ChunkWriter(ChannelHandlerContext ctx, boolean chunked) {
        this.ctx = ctx;
        this.pastEncoder = ctx.pipeline().context(HttpResponseEncoder.class);
        this.chunked = chunked;
    }

    /** Takes ownership of the bytes; they leave with the next {@link #flush}. */
    void write(ByteBuf bytes) {
        int length = bytes.readableBytes();
        if (length > SMALL) {
            frame();
            ctx.write(new DefaultHttpContent(bytes));
            return;
        }
        ByteBuf open = turn;
        if (open == null) {
            open = ctx.alloc().ioBuffer(Math.max(USUAL, PREFIX + length + SUFFIX));
            open.writerIndex(PREFIX).readerIndex(PREFIX);
            turn = open;
        }
        open.writeBytes(bytes);
        bytes.release();
        if (open.readableBytes() > SMALL) {
            frame();
        }
    }

    void flush() {
        frame();
        ctx.flush();
    }

    /** Hands over what was written in this turn; to be called before anything else is written to the connection. */
    void frame() {
        ByteBuf open = turn;
        if (open == null) {
            return;
        }
        turn = null;
        if (chunked) {
            int length = open.readableBytes();
            int at = PREFIX;
            open.setByte(--at, '\n');
            open.setByte(--at, '\r');
            for (int rest = length; rest > 0; rest >>>= 4) {
                open.setByte(--at, HEX[rest & 0xf]);
            }
            open.writeByte('\r').writeByte('\n').readerIndex(at);
        }
        pastEncoder.write(open);
    }

    /** The connection is gone. */
    void discard() {
        ByteBuf open = turn;
        turn = null;
        if (open != null) {
            open.release();
        }
    }
}
