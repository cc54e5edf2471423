package io.skipjack.app.cli.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Puts a load on, once.
 *
 * <p>Open loop: each request is sent when it is due, however many are open. One that is sent late, since the machine was
 * busy, still counts from when it was due: leaving the wait out is what makes an overloaded server look fast ("coordinated
 * omission"). Closed loop: each client sends its next request when its last one has ended, which measures a number of
 * users, and never overloads.
 */
public final class LoadRun {
    private static final Duration LOOK = Duration.ofMillis(100);
    private static final Duration SHORT = Duration.ofMillis(5);
    /** As many connections at once as clients would find out how long a listener's queue is, and nothing else. */
    private static final Duration BETWEEN_CLIENTS = Duration.ofNanos(500_000);

    private static final Duration AFTER_REFUSAL = Duration.ofMillis(100);
    /** Beyond the time-out: cutting an answer takes a moment, never this long. */
    private static final Duration GRACE = Duration.ofSeconds(10);

    private final LoadPlan plan;
    private final Sender sender;
    private final Duration timeout;
    private final LoadTally tally;
    private final AtomicLong numbers = new AtomicLong();
    private final AtomicLong counted = new AtomicLong();
    private final AtomicInteger pending = new AtomicInteger();
    private final AtomicInteger counting = new AtomicInteger();
    private volatile boolean stopped;
    private volatile long began;

    /** @param timeout of one request, which the sender keeps */
    public LoadRun(LoadPlan plan, Sender sender, Duration timeout, LoadTally tally) {
        this.plan = plan;
        this.sender = sender;
        this.timeout = timeout;
        this.tally = tally;
    }

    /** Returns when all that was sent has ended, or when it was stopped. */
    public void run() throws InterruptedException {
        began = System.nanoTime();
        Thread watch = Thread.ofPlatform().daemon().name("bench-watch").start(this::cutLate);
        try {
            if (plan.clients() > 0) {
                closedLoop();
            } else {
                openLoop();
                awaitAnswers();
            }
        } finally {
            stopped = true;
            watch.interrupt();
        }
    }

    /** Sends no more, and cuts what is open. */
    public void stop() {
        stopped = true;
        sender.cutAll();
    }

    /** When counting begins, by {@link System#nanoTime}. */
    public long countsFrom() {
        return began + plan.warmup().toNanos();
    }

    /** How many are counted that have not ended. */
    public int open() {
        return counting.get();
    }

    private void cutLate() {
        while (!Thread.currentThread().isInterrupted()) {
            sender.cutLate();
            LockSupport.parkNanos(LOOK.toNanos());
        }
    }

    private void openLoop() {
        while (!stopped && plan.arrivals().hasNext()) {
            Arrival arrival = plan.arrivals().next();
            long due = began + arrival.at().toNanos();
            if (due - end() > 0 || !await(due) || !mayCount(due)) {
                return;
            }
            if (pending.get() >= plan.mostOpen()) {
                refuse(due);
            } else {
                send(arrival.ask(), due);
            }
        }
    }

    private long end() {
        return countsFrom() + plan.duration().toNanos();
    }

    /** False when it was stopped meanwhile. */
    private boolean await(long due) {
        for (long left = due - System.nanoTime(); left > 0 && !stopped; left = due - System.nanoTime()) {
            LockSupport.parkNanos(Math.min(left, LOOK.toNanos()));
        }
        return !stopped;
    }

    private boolean counts(long due) {
        return due - countsFrom() >= 0;
    }

    /** Takes one of the requests that may be counted; those of the warm-up are free. */
    private boolean mayCount(long due) {
        return !counts(due) || counted.getAndIncrement() < plan.requests();
    }

    private void refuse(long due) {
        if (counts(due)) {
            tally.notSent();
        }
    }

    private CompletableFuture<Reply> send(Ask ask, long due) {
        boolean counts = counts(due);
        String prompt = plan.prompts().text(ask, numbers.getAndIncrement());
        long sentAt = System.nanoTime();
        pending.incrementAndGet();
        counting.addAndGet(counts ? 1 : 0);
        return sender.send(ask, prompt, counts ? tally.gaps() : nobody -> {}).thenApply(reply -> {
            // one that we cut says nothing
            if (counts && !stopped) {
                tally.take(due, sentAt, reply);
                counting.decrementAndGet();
            }
            pending.decrementAndGet();
            return reply;
        });
    }

    /** All have their time-out, so this ends. */
    private void awaitAnswers() {
        long until = System.nanoTime() + timeout.plus(GRACE).toNanos();
        while (pending.get() > 0 && !stopped && System.nanoTime() - until < 0) {
            LockSupport.parkNanos(SHORT.toNanos());
        }
    }

    private void closedLoop() throws InterruptedException {
        List<Thread> clients = new ArrayList<>();
        for (int i = 0; i < plan.clients(); i++) {
            clients.add(Thread.ofVirtual().name("bench-client-" + i).start(this::client));
            LockSupport.parkNanos(BETWEEN_CLIENTS.toNanos());
        }
        for (Thread client : clients) {
            client.join();
        }
    }

    private void client() {
        Ask ask = nextAsk();
        while (ask != null && !stopped) {
            long now = System.nanoTime();
            if (now - end() > 0 || !mayCount(now)) {
                return;
            }
            Reply reply = send(ask, now).join();
            if (reply.trouble().equals(Trouble.NO_CONNECTION)) {
                // nobody is there, and nothing is learnt by asking as fast as can be
                LockSupport.parkNanos(AFTER_REFUSAL.toNanos());
            }
            ask = nextAsk();
        }
    }

    private synchronized @Nullable Ask nextAsk() {
        return plan.arrivals().hasNext() ? plan.arrivals().next().ask() : null;
    }
}
