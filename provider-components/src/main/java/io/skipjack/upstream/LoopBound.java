package io.skipjack.upstream;

import io.netty.channel.EventLoop;

/** Something tied to one event loop: an upstream connection is taken on the loop of the client it serves. */
public interface LoopBound {
    EventLoop eventLoop();
}
