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
    private static final Duration SHORTEST_PAUSE = Duration.ofMillis(20);

    private final FakeHost host;
    private final Cloud cloud;
    private final UserData said;
    private final HostReports reports;
    private final Stretch stretch;
    private final PretendClock clock;
    private volatile Duration lastContact;
    private volatile int repeats;
    private @Nullable Instant toldDeadline;
    private @Nullable Instant toldRebalance;

    HostAgent(FakeHost host, UserData said, HttpClient http) {
        this.host = host;
        this.cloud = host.cloud();
        this.said = said;
        this.clock = host.clock();
        this.lastContact = clock.elapsed();
        this.reports = new HostReports(
                http,
                new HostReports.Sender(
                        said.routerUrl(), host.key(said.engineKey()).orElse(""), clock),
                this::contact);
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
                .put("replica", replica())
                .put("instance", host.machine().id())
                .put("at", clock.instant().toString())
                .put("kind", kind);
    }

    private String replica() {
        return cloud.tags(host.machine().id()).getOrDefault("skipjack:replica", "");
    }

    private void contact() {
        lastContact = clock.elapsed();
        cloud.contact(host.machine().id());
    }

    /** As long as the key cannot be read nothing can be signed, so nothing is said; the watchdog counts all the same. */
    private void loop() throws InterruptedException {
        host.print("agent: replica %s on %s".formatted(replica(), host.machine().id()));
        boolean canSign = host.key(said.engineKey()).isPresent();
        Duration nextBeat = clock.elapsed();
        do {
            if (canSign) {
                look();
                reports.tellAgain();
            }
            if (canSign && clock.elapsed().compareTo(nextBeat) >= 0) {
                reports.post(report("heartbeat"));
                nextBeat = clock.elapsed().plus(said.heartbeat());
            }
            if (clock.elapsed().minus(lastContact).compareTo(said.abandonAfter()) > 0) {
                cloud.shutDown(host.machine().id());
            }
        } while (stretch.awaitByClock(pause()));
    }

    /** Never so short that many instances on a fast clock keep the machine they are pretended on busy. */
    private Duration pause() {
        Duration wanted = least(said.poll(), said.heartbeat());
        Duration shortest = clock.pretend(SHORTEST_PAUSE);
        return wanted.compareTo(shortest) < 0 ? shortest : wanted;
    }

    private static Duration least(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? a : b;
    }

    /** The metadata show a notice until the end: each is told and acted upon once. */
    private void look() throws InterruptedException {
        Notice notice = cloud.notice(host.machine().id());
        Instant now = clock.instant();
        Instant deadline = notice.visibleDeadline(now);
        if (deadline != null && !deadline.equals(toldDeadline)) {
            toldDeadline = deadline;
            Duration left = Duration.between(now, deadline);
            Duration drain = left.isNegative() ? Duration.ZERO : least(left, said.stop());
            host.print("agent: draining for at most %d s".formatted(drain.toSeconds()));
            host.engine().ifPresent(engine -> engine.interrupt(clock.real(drain)));
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
