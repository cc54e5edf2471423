package io.skipjack.provider.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.skipjack.provider.sandbox.ec2.Cloud;
import io.skipjack.provider.sandbox.ec2.Notice;
import io.skipjack.provider.sandbox.ec2.UserData;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The loop of the real host agent ({@code host-agent.sh} of the EC2 provider): looks at the metadata for notices, sends
 * heartbeats, and shuts the machine down when no router has said for too long that it is one of its own.
 */
final class HostAgent {
    private final FakeHost host;
    private final Cloud cloud;
    private final UserData said;
    private final HostReports reports;
    private final Stretch stretch;
    private volatile long lastContact = System.nanoTime();
    private volatile int repeats;
    private @Nullable Instant toldDeadline;
    private @Nullable Instant toldRebalance;

    HostAgent(FakeHost host, UserData said, HttpClient http) {
        this.host = host;
        this.cloud = host.cloud();
        this.said = said;
        this.reports = new HostReports(
                http, said.routerUrl(), host.key(said.engineKey()).orElse(""), this::contact);
        this.stretch = host.stretch();
    }

    void start() {
        Thread.ofVirtual().name(host.machine().id() + "-agent").start(() -> {
            try {
                loop();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    /** Each notice from now on is told so many times more than once. */
    void repeatNotices(int times) {
        repeats = times;
    }

    void tellPhase(String phase) throws InterruptedException {
        reports.tell(report("phase").put("phase", phase));
    }

    void tellFailure(String why) throws InterruptedException {
        reports.tell(report("failure").put("message", why));
    }

    private ObjectNode report(String kind) {
        return Json.object()
                .put("replica", cloud.tags(host.machine().id()).getOrDefault("skipjack:replica", ""))
                .put("instance", host.machine().id())
                .put("at", Instant.now().toString())
                .put("kind", kind);
    }

    private void contact() {
        lastContact = System.nanoTime();
        cloud.contact(host.machine().id());
    }

    /** As long as the key cannot be read nothing can be signed, so nothing is said; the watchdog counts all the same. */
    private void loop() throws InterruptedException {
        boolean canSign = host.key(said.engineKey()).isPresent();
        long nextBeat = System.nanoTime();
        do {
            if (canSign) {
                look();
                reports.tellAgain();
            }
            if (canSign && System.nanoTime() - nextBeat >= 0) {
                reports.post(report("heartbeat"));
                nextBeat = System.nanoTime() + said.heartbeat().toNanos();
            }
            if (Duration.ofNanos(System.nanoTime() - lastContact).compareTo(said.abandonAfter()) > 0) {
                cloud.shutDown(host.machine().id());
            }
        } while (stretch.awaitByClock(least(said.poll(), said.heartbeat())));
    }

    private static Duration least(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? a : b;
    }

    /** The metadata show a notice until the end: each is told and acted upon once. */
    private void look() throws InterruptedException {
        Notice notice = cloud.notice(host.machine().id());
        Instant deadline = notice.visibleDeadline(Instant.now());
        if (deadline != null && !deadline.equals(toldDeadline)) {
            toldDeadline = deadline;
            Duration left = Duration.between(Instant.now(), deadline);
            Duration drain = left.isNegative() ? Duration.ZERO : least(left, said.stop());
            host.engine().ifPresent(engine -> engine.interrupt(drain));
            for (int i = 0; i <= repeats; i++) {
                reports.tell(report("interruption").put("deadline", deadline.toString()));
            }
        }
        Instant rebalance = notice.rebalanceAt();
        if (rebalance != null && !rebalance.equals(toldRebalance)) {
            toldRebalance = rebalance;
            reports.tell(report("rebalance").put("at", rebalance.toString()));
        }
    }
}
