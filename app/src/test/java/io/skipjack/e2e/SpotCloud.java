package io.skipjack.e2e;

import io.skipjack.provider.sandbox.FakeEc2;
import io.skipjack.provider.sandbox.PretendClock;
import io.skipjack.provider.sandbox.RouterKeys;
import io.skipjack.provider.sandbox.Sandbox;
import io.skipjack.provider.sandbox.SandboxClient;
import io.skipjack.provider.sandbox.SandboxSettings;
import io.skipjack.provider.sandbox.ec2.Book;
import io.skipjack.provider.sandbox.ec2.CloudSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.awaitility.Awaitility;

/** A pretend AWS with a serverless endpoint beside it, and routers that launch their spot fleet there. */
final class SpotCloud implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(40);

    private final Sandbox sandbox;
    private final RouterKeys keys;
    private final Path serverlessKey;

    private SpotCloud(Sandbox sandbox) {
        this.sandbox = sandbox;
        try (SandboxClient client = new SandboxClient(sandbox.controlUri())) {
            this.keys = client.routerKeys();
            this.serverlessKey = Files.createTempFile("serverless", ".key");
            Files.writeString(serverlessKey, keys.serverlessKey());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Instances answer two seconds after their launch. */
    static SpotCloud start() {
        return start(cloud -> cloud);
    }

    static SpotCloud start(UnaryOperator<CloudSettings> change) {
        return start(change, 1);
    }

    /** @param speed of its clock, which its routers share */
    static SpotCloud start(UnaryOperator<CloudSettings> change, double speed) {
        return start(change, speed, Duration.ofMillis(5));
    }

    /** @param pace of its engines, from token to token in real time */
    static SpotCloud start(UnaryOperator<CloudSettings> change, double speed, Duration pace) {
        CloudSettings quick = CloudSettings.defaults()
                .booting(Duration.ofSeconds(2))
                .ending(Duration.ofMillis(300), Duration.ofHours(1));
        return new SpotCloud(Sandbox.start(SandboxSettings.ofCloud(Duration.ofSeconds(2))
                .withPace(pace, 16)
                .booting(List.of(), Duration.ZERO, SandboxSettings.defaults().whileCold())
                .withClockSpeed(speed)
                .withCloud(change.apply(quick))));
    }

    /** A router of its own that launches here. */
    TestRouter router(Map<String, String> more) {
        PretendClock clock = keys.clock();
        return TestRouter.start(
                keys(more), options -> clock.isFast() ? options.withClock(clock, clock.speed()) : options);
    }

    /** The keys of such a router. */
    Map<String, String> keys(Map<String, String> more) {
        Map<String, String> all = new LinkedHashMap<>(keys.keys());
        if (keys.clock().isFast()) {
            all.putAll(more);
            return all;
        }
        all.put("skipjack.fleet.autoscale-interval", "200ms");
        all.put("skipjack.fleet.observe-interval", "200ms");
        all.put("skipjack.fleet.follow-interval", "200ms");
        all.put("skipjack.fleet.sweep-interval", "1s");
        all.put("skipjack.fleet.orphan-grace", "2s");
        all.put("skipjack.fleet.leader-ttl", "3s");
        all.putAll(more);
        return all;
    }

    Sandbox sandbox() {
        return sandbox;
    }

    FakeEc2 ec2() {
        return sandbox.ec2();
    }

    /** The tiers of a deployment: a fleet with these further keys of {@code spot}, and serverless behind it. */
    String tiers(String spot) {
        return spotOnly(spot)
                + "serverless: { upstreams: [ { id: serverless, url: \"%s\", credential: { file: \"%s\" } } ] }\n"
                        .formatted(keys.serverless(), serverlessKey);
    }

    String spotOnly(String spot) {
        return "gpu: L4\nspot: { " + spot + " }\n";
    }

    /** The one model that all engines here serve. */
    String model() {
        return keys.model();
    }

    List<Book> books() {
        return sandbox.instances();
    }

    List<Book> live() {
        return books().stream().filter(Book::isLive).toList();
    }

    /** Waits until so many instances run, no more and no fewer. */
    void awaitLive(int count) {
        Awaitility.await(count + " live instances")
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(50))
                .until(() -> live().size() == count);
    }

    @Override
    public void close() {
        sandbox.close();
        serverlessKey.toFile().delete();
    }
}
