package io.skipjack.app.cli;

import io.skipjack.provider.sandbox.Interrupting;
import io.skipjack.provider.sandbox.Sandbox;
import io.skipjack.provider.sandbox.ec2.Book;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * Shows what a fleet does, with clients of its own: boot, shift, interruption, replacement, to zero and back. What it
 * waits for is what the pretend cloud's books say, not what the router says of itself.
 */
final class DemoStory implements Runnable {
    private static final Duration LOOK = Duration.ofMillis(100);
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final Duration NOTICE = Duration.ofSeconds(20);
    private static final int CLIENTS = 3;

    private final Lines lines;
    private final Sandbox sandbox;
    private final DemoTraffic traffic;

    DemoStory(Lines lines, Sandbox sandbox, DemoTraffic traffic) {
        this.lines = lines;
        this.sandbox = sandbox;
        this.traffic = traffic;
    }

    @Override
    public void run() {
        boolean whole = boot() && interrupt() && toZero() && back();
        traffic.pause();
        lines.tell(
                whole
                        ? "story: that was it; the cloud goes on, and it is yours"
                        : "story: something took too long or was changed; the cloud goes on, and it is yours");
        sayBooks();
    }

    private boolean boot() {
        lines.tell("story: " + CLIENTS
                + " clients begin to ask; no GPU runs, so serverless answers and a spot instance is" + " requested");
        traffic.begin(CLIENTS);
        return until(() -> traffic.lastUpstream().startsWith("demo-"));
    }

    private boolean interrupt() {
        List<Book> live = live();
        if (live.isEmpty()) {
            return false;
        }
        Book taken = live.getFirst();
        lines.tell("story: AWS takes " + taken.replica() + " back in " + NOTICE.toSeconds()
                + " s; watch new requests go" + " elsewhere at once, and the replacement come before it is gone");
        sandbox.interrupt(taken.id(), Interrupting.after(NOTICE));
        return until(() -> traffic.lastUpstream().startsWith("demo-")
                && !traffic.lastUpstream().equals(taken.replica())
                && live().stream().noneMatch(book -> book.id().equals(taken.id())));
    }

    private boolean toZero() {
        lines.tell("story: the clients stop; nobody asks, so the fleet goes to zero");
        traffic.pause();
        return until(() -> live().isEmpty());
    }

    private boolean back() {
        lines.tell("story: the clients ask again; serverless answers until spot is back");
        traffic.begin(CLIENTS);
        return until(() -> !live().isEmpty()
                && traffic.lastUpstream().equals(live().getFirst().replica()));
    }

    private void sayBooks() {
        double dollars = sandbox.instances().stream()
                .mapToDouble(book -> book.cost().dollars().doubleValue())
                .sum();
        lines.tell(String.format(
                Locale.ROOT,
                "story: %d answers from serverless, %d from spot, %d failed; %d instances for $%.4f in all (skipjack sandbox"
                        + " instances)",
                traffic.answers("serverless"),
                traffic.answers("spot"),
                traffic.failed(),
                sandbox.instances().size(),
                dollars));
    }

    private List<Book> live() {
        return sandbox.instances().stream().filter(Book::isLive).toList();
    }

    private static boolean until(BooleanSupplier condition) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - end > 0 || Thread.currentThread().isInterrupted()) {
                return false;
            }
            LockSupport.parkNanos(LOOK.toNanos());
        }
        return true;
    }
}
