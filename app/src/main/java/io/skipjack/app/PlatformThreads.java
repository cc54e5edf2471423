package io.skipjack.app;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Pools of platform threads for the control loops. Not virtual ones: requests run on those, and share a carrier for each
 * processor. A step that reads the store (SQLite is native code) or much XML may give none back until it is through.
 */
public final class PlatformThreads {
    private static final int KEPT_SECONDS = 30;

    private PlatformThreads() {}

    /**
     * Daemons, and none while there is nothing to do.
     *
     * @param name in front of each thread's number
     * @param most at once; the rest waits its turn
     */
    public static ExecutorService of(String name, int most) {
        ThreadPoolExecutor threads = new ThreadPoolExecutor(
                most,
                most,
                KEPT_SECONDS,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                Thread.ofPlatform().name(name, 0).daemon().factory());
        threads.allowCoreThreadTimeOut(true);
        return threads;
    }
}
