package io.skipjack.provider.sandbox;

import io.skipjack.provider.sandbox.ec2.Book;
import io.skipjack.provider.sandbox.ec2.Cloud;
import io.skipjack.provider.sandbox.ec2.Machine;
import io.skipjack.provider.sandbox.ec2.Machines;
import io.skipjack.provider.sandbox.ec2.Misbehaviour;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A pretend EC2 on 127.0.0.1, with what of SSM, quotas, price list and STS goes with it: speaks the protocols of the AWS
 * SDK (give it {@link #uri} as the endpoint of every region), and has a {@link FakeEngine} on each instance, at the
 * instance's own loopback address. It misbehaves on demand and keeps its own books of what everything cost. Safe for many
 * threads.
 */
public final class FakeEc2 implements AutoCloseable {
    private static final Duration CONNECT = Duration.ofSeconds(3);

    private final Ec2Settings settings;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT)
            .executor(threads)
            .build();
    private final Map<String, FakeHost> hosts = new ConcurrentHashMap<>();
    private final Cloud cloud;
    private final Ec2Surface surface;
    private final HttpPort port;

    private FakeEc2(Ec2Settings settings) {
        this.settings = settings;
        this.cloud = new Cloud(settings.cloud(), settings.clock(), new Hosts(), Loopback.block());
        this.surface = new Ec2Surface(cloud);
        this.port = new HttpPort("ec2", settings.port(), surface);
        this.port.listen();
    }

    public static FakeEc2 start(Ec2Settings settings) {
        return new FakeEc2(settings);
    }

    public Ec2Settings settings() {
        return settings;
    }

    /** {@code http://127.0.0.1:PORT}: endpoint of every service in every region. */
    public URI uri() {
        return URI.create("http://127.0.0.1:" + port.number());
    }

    /** The levers over what the API answers. */
    public Misbehaviour misbehaviour() {
        return cloud.misbehaviour();
    }

    /** Every instance there ever was, oldest first, with what it cost and who looked after it. */
    public List<Book> books() {
        return cloud.books();
    }

    /** How often an action such as {@code CreateFleet} was called, retries included, whatever the answer. */
    public long calls(String action) {
        return surface.calls(action);
    }

    Cloud cloud() {
        return cloud;
    }

    /** The engine of an instance, once it has one. */
    public Optional<FakeEngine> engine(String idOrReplica) {
        return Optional.ofNullable(hosts.get(id(idOrReplica))).flatMap(FakeHost::engine);
    }

    /** Where an instance is on its way: requested, running, pulling, loading, ready, failed, draining, dead or gone. */
    public String phase(String idOrReplica) {
        FakeHost host = hosts.get(id(idOrReplica));
        return host == null ? "gone" : host.phase();
    }

    /**
     * Spot takes an instance, in this way.
     *
     * @throws SandboxException if there is no such living instance
     */
    public void interrupt(String idOrReplica, Interrupting how) {
        String id = living(idOrReplica);
        if (how.notice().isZero()) {
            cloud.take(id);
            return;
        }
        Instant now = cloud.now();
        Instant deadline = now.plus(how.notice());
        host(id).repeatNotices(how.times() - 1);
        sayingWhy(() -> cloud.announce(id, now.plus(how.hiddenFor()), deadline));
        threads.execute(() -> takeAt(id, how.notice(), deadline));
    }

    private void takeAt(String id, Duration notice, Instant deadline) {
        try {
            if (host(id).stretch().awaitByClock(notice)
                    && deadline.equals(cloud.notice(id).deadline())) {
                cloud.take(id);
            }
        } catch (SandboxException e) {
            // it went before its time
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Its metadata recommends to move away; nothing else happens. */
    public void recommendRebalance(String idOrReplica) {
        String id = living(idOrReplica);
        sayingWhy(() -> cloud.recommendRebalance(id));
    }

    /** Its engine dies; the machine stays. */
    public void killEngine(String idOrReplica) {
        host(living(idOrReplica)).engine().ifPresent(FakeEngine::kill);
    }

    /** Booting and answering take so many times as long. */
    public void slow(String idOrReplica, double factor) {
        host(living(idOrReplica)).slow(factor);
    }

    /** Takes notices back, boots what hangs or is dead, ends slowness and faults. What is gone stays gone. */
    public void restore(String idOrReplica) {
        String id = living(idOrReplica);
        restore(id, host(id));
    }

    private void restore(String id, FakeHost host) {
        cloud.withdraw(id);
        host.recover();
    }

    /** List prices, and an API that behaves. */
    public void restoreAll() {
        cloud.restore();
        hosts.forEach(this::restore);
    }

    /** Sets the spot price from now on, sensible or not; an empty zone is all that have the type. */
    public void price(String type, String zone, double dollars) {
        sayingWhy(() -> cloud.price(type, zone, dollars));
    }

    /** Sets a quota such as {@code L-3819A6DF}, in vCPUs, in every region. */
    public void quota(String code, int vcpus) {
        sayingWhy(() -> cloud.quota(code, vcpus));
    }

    /** How the engines of living instances are, by instance; where there is none yet, where its boot is. */
    List<SandboxStatus> status() {
        return cloud.books().stream()
                .map(book -> hosts.get(book.id()))
                .filter(Objects::nonNull)
                .map(FakeHost::status)
                .toList();
    }

    /** Whether there is such an instance, by id or by the replica it is tagged with; it may be gone already. */
    public boolean knows(String idOrReplica) {
        return cloud.resolve(idOrReplica).isPresent();
    }

    private static void sayingWhy(Runnable change) {
        try {
            change.run();
        } catch (IllegalArgumentException e) {
            throw new SandboxException(String.valueOf(e.getMessage()), e);
        }
    }

    private String id(String idOrReplica) {
        return cloud.resolve(idOrReplica).orElse(idOrReplica);
    }

    private String living(String idOrReplica) {
        String id = id(idOrReplica);
        if (!hosts.containsKey(id)) {
            String there = String.join(", ", hosts.keySet());
            throw new SandboxException(
                    "There is no living instance " + idOrReplica + (there.isEmpty() ? "." : ", only " + there + "."));
        }
        return id;
    }

    private FakeHost host(String id) {
        FakeHost host = hosts.get(id);
        if (host == null) {
            throw new SandboxException("Instance " + id + " is gone.");
        }
        return host;
    }

    @Override
    public void close() {
        port.close();
        hosts.values().forEach(FakeHost::halt);
        hosts.clear();
        threads.shutdownNow();
        http.shutdownNow();
    }

    /** Called with the cloud's lock held; so what takes time is left to other threads. */
    private final class Hosts implements Machines {
        @Override
        public void boot(Machine machine) {
            FakeHost host = new FakeHost(machine, cloud, settings, http);
            hosts.put(machine.id(), host);
            host.start();
        }

        @Override
        public void halt(String id) {
            FakeHost host = hosts.remove(id);
            if (host != null) {
                threads.execute(host::halt);
            }
        }
    }
}
