package io.skipjack.bench;

import io.skipjack.e2e.ChildJvm;
import io.skipjack.provider.sandbox.CloudLever;
import io.skipjack.provider.sandbox.Interrupting;
import io.skipjack.provider.sandbox.SandboxClient;
import io.skipjack.provider.sandbox.SandboxException;
import io.skipjack.provider.sandbox.ec2.Book;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/**
 * Forty fleets of two replicas each that are wanted at once, in a sandbox of another process that refuses launches and
 * takes four instances every second, as long as it lasts.
 */
final class Storm implements AutoCloseable {
    private static final int FLEETS = 40;
    private static final int TAKEN = 4;
    private static final int REFUSALS = 20;
    private static final Pattern READY = Pattern.compile("(?m)^ready: sandbox=(\\S+)$");
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final ScheduledExecutorService taking = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("taking").daemon().factory());
    private final Process sandbox;
    private final SandboxClient cloud;
    private final Path deployments;
    private @Nullable ScheduledFuture<?> taker;

    private Storm(Process sandbox, URI control, Path deployments) {
        this.sandbox = sandbox;
        this.cloud = new SandboxClient(control);
        this.deployments = deployments;
    }

    /** Starts the sandbox; instances answer two seconds after their launch. */
    static Storm over(Path home, Path deployments) throws IOException {
        Path log = home.resolve("sandbox-log");
        List<String> arguments =
                List.of("sandbox", "serve", "--port", "0", "--boot", "2", "--data-dir", home.toString());
        Process sandbox = ChildJvm.start(ChildJvm.plain(List.of("-Xmx512m"), ChildJvm.SKIPJACK, arguments), log);
        Matcher ready = READY.matcher("");
        Awaitility.await("the sandbox")
                .atMost(PATIENCE)
                .until(() -> ready.reset(Files.readString(log)).find());
        return new Storm(sandbox, URI.create(ready.group(1)), deployments);
    }

    /** What a router must be told to launch here. */
    Map<String, String> routerKeys() {
        return new TreeMap<>(cloud.routerKeys().keys());
    }

    ProcessHandle sandbox() {
        return sandbox.toHandle();
    }

    /** Instances launched since the beginning. */
    int launched() {
        return cloud.instances().size();
    }

    void begin() {
        cloud.pull(new CloudLever(CloudLever.Kind.QUOTA, Map.of("code", "L-3819A6DF", "vcpus", "4000")));
        cloud.pull(new CloudLever(
                CloudLever.Kind.REFUSE,
                Map.of("code", "InsufficientInstanceCapacity", "times", String.valueOf(REFUSALS))));
        for (int fleet = 1; fleet <= FLEETS; fleet++) {
            write(
                    fleet,
                    "name: fleet-%1$d\nmodel: fleet/%1$d\npublic: true\ngpu: L4\nspot: { min_replicas: 2, max_replicas: 4 }\n"
                            .formatted(fleet));
        }
        taker = taking.scheduleWithFixedDelay(this::takeSome, 1, 1, TimeUnit.SECONDS);
    }

    /** The oldest ones, half of them without a word. */
    private void takeSome() {
        try {
            List<Book> live =
                    cloud.instances().stream().filter(Book::isLive).limit(TAKEN).toList();
            for (int i = 0; i < live.size(); i++) {
                Duration notice = i % 2 == 0 ? Duration.ZERO : Duration.ofSeconds(2);
                cloud.interrupt(live.get(i).id(), Interrupting.after(notice));
            }
        } catch (SandboxException gone) {
            // one that went of its own accord meanwhile; there are others in a second
        }
    }

    /** Takes all fleets away and waits until nothing of them is left. */
    void end() {
        ScheduledFuture<?> running = taker;
        if (running != null) {
            running.cancel(false);
        }
        for (int fleet = 1; fleet <= FLEETS; fleet++) {
            remove(fleet);
        }
        cloud.restoreCloud();
        Awaitility.await("calm")
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(500))
                .during(Duration.ofSeconds(2))
                .until(() -> cloud.instances().stream().noneMatch(Book::isLive));
    }

    private void write(int fleet, String yaml) {
        try {
            Files.writeString(file(fleet), yaml);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void remove(int fleet) {
        try {
            Files.deleteIfExists(file(fleet));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path file(int fleet) {
        return deployments.resolve("fleet-" + fleet + ".yaml");
    }

    @Override
    public void close() {
        taking.shutdownNow();
        cloud.close();
        sandbox.destroy();
    }
}
