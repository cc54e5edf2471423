package io.skipjack.app.inference;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollEventLoopGroup;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.util.concurrent.TimeUnit;

/**
 * The event loops that the front door and the upstream client share. They end at once, and not after netty's usual two
 * seconds without work: by then every answer has been given, and whoever stops a router waits for it.
 */
record EventLoops(EventLoopGroup group) implements AutoCloseable {
    private static final int MOST_SECONDS = 5;

    /** One for each processor. */
    static EventLoops start() {
        int loops = Runtime.getRuntime().availableProcessors();
        DefaultThreadFactory threads = new DefaultThreadFactory("inference", true);
        return new EventLoops(
                Epoll.isAvailable() ? new EpollEventLoopGroup(loops, threads) : new NioEventLoopGroup(loops, threads));
    }

    @Override
    public void close() throws InterruptedException {
        group.shutdownGracefully(0, MOST_SECONDS, TimeUnit.SECONDS).await(MOST_SECONDS, TimeUnit.SECONDS);
    }
}
