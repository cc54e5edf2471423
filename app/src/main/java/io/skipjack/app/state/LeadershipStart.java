package io.skipjack.app.state;

import org.springframework.context.SmartLifecycle;

/** Takes part in the choice of a leader while the application runs. */
final class LeadershipStart implements SmartLifecycle {
    private final Leadership leadership;
    private volatile boolean running;

    LeadershipStart(Leadership leadership) {
        this.leadership = leadership;
    }

    @Override
    public void start() {
        running = true;
        leadership.start();
    }

    /** Nothing to do: the leadership ends when it is closed, after the routes that act under it. */
    @Override
    public void stop() {
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
