package io.skipjack.e2e;

import io.skipjack.app.keys.KeyStore;
import io.skipjack.app.state.PostgresServer;
import io.skipjack.app.state.StoreSettings;
import io.skipjack.provider.sandbox.ec2.Book;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.awaitility.Awaitility;

/**
 * Two routers, each a process with a data directory of its own, on one PostgreSQL, one folder of deployments and one
 * pretend EC2; they talk with each other over loopback.
 */
final class TwoRouters implements AutoCloseable {
    static final String DEPLOYMENT = "rack";
    private static final Duration PATIENCE = Duration.ofSeconds(40);

    private final Path home;
    private final SpotCloud cloud = SpotCloud.start();
    private final Balancer balancer;
    private final List<PeerRouter> routers;
    private final Map<String, String> secrets = new TreeMap<>();

    private TwoRouters(Map<String, String> more, List<String> keys) throws IOException, SQLException {
        home = Files.createTempDirectory("two-routers");
        List<Integer> ports = List.of(TestRouter.freePort(), TestRouter.freePort());
        List<Integer> members = List.of(TestRouter.freePort(), TestRouter.freePort());
        balancer = new Balancer(ports);
        Map<String, String> shared = shared(members);
        shared.putAll(more);
        writeKeys(keys);
        Files.createDirectories(deployments());
        routers = List.of(
                start("one", ports.get(0), members.get(0), shared), start("two", ports.get(1), members.get(1), shared));
    }

    /**
     * Starts both and waits until they serve.
     *
     * @param more keys of their config
     * @param keys names of API keys that both know
     */
    static TwoRouters start(Map<String, String> more, List<String> keys) throws IOException, SQLException {
        TwoRouters both = new TwoRouters(more, keys);
        both.routers.forEach(PeerRouter::awaitServing);
        return both;
    }

    private Map<String, String> shared(List<Integer> members) throws SQLException {
        StoreSettings store = PostgresServer.emptyDatabase();
        Map<String, String> shared = cloud.keys(Map.of());
        shared.put("skipjack.deployments-dir", deployments().toString());
        shared.put("skipjack.fleet.store-url", store.url());
        shared.put("skipjack.fleet.store-user", store.user());
        shared.put("skipjack.fleet.store-password", store.password());
        shared.put("skipjack.ec2.router-url", balancer.uri().toString());
        shared.put("skipjack.cluster.enabled", "true");
        shared.put("skipjack.cluster.secret", "a-secret-of-two-routers");
        shared.put("skipjack.cluster.members", "127.0.0.1:%d,127.0.0.1:%d".formatted(members.get(0), members.get(1)));
        return shared;
    }

    private PeerRouter start(String name, int port, int member, Map<String, String> shared) throws IOException {
        Map<String, String> own = new TreeMap<>(shared);
        own.put("skipjack.fleet.router-id", name);
        own.put("skipjack.cluster.port", String.valueOf(member));
        return PeerRouter.start(home.resolve(name), port, own);
    }

    /** As an operator would: made at one, copied to the other. */
    private void writeKeys(List<String> names) throws IOException {
        Path first = PeerRouter.data(home.resolve("one"));
        Path second = PeerRouter.data(home.resolve("two"));
        for (String name : names) {
            secrets.put(
                    name,
                    new KeyStore(first)
                            .create(name, Instant.now(), new SecureRandom())
                            .secret());
        }
        Files.createDirectories(first);
        Files.createDirectories(second);
        if (!names.isEmpty()) {
            Files.copy(first.resolve("keys.json"), second.resolve("keys.json"));
        }
    }

    private Path deployments() {
        return home.resolve("deployments");
    }

    /** Adds or replaces the one deployment, with these keys of its fleet and serverless behind it. */
    void deploy(String spot) {
        String yaml = "name: %s\nmodel: %s\n%s".formatted(DEPLOYMENT, cloud.model(), cloud.tiers(spot));
        try {
            Path draft = home.resolve("draft");
            Files.writeString(draft, yaml);
            Files.move(draft, deployments().resolve(DEPLOYMENT + ".yaml"), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits until every one of these routers sends requests to so many engines of spot. */
    void awaitReady(int replicas, List<PeerRouter> of) {
        Awaitility.await(replicas + " replicas ready")
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(100))
                .until(() -> of.stream().allMatch(router -> router.readySpot(DEPLOYMENT) == replicas));
    }

    List<PeerRouter> routers() {
        return routers;
    }

    /** The one that leads; waits for one. */
    PeerRouter leader() {
        Awaitility.await("a leader")
                .atMost(PATIENCE)
                .until(() -> routers.stream().filter(PeerRouter::leads).count() == 1);
        return routers.stream().filter(PeerRouter::leads).findFirst().orElseThrow();
    }

    PeerRouter otherThan(PeerRouter one) {
        return routers.get(0) == one ? routers.get(1) : routers.get(0);
    }

    /** The secret of a key. */
    String key(String name) {
        return secrets.getOrDefault(name, "");
    }

    SpotCloud cloud() {
        return cloud;
    }

    Balancer balancer() {
        return balancer;
    }

    /** The token each instance there ever was came from, in the order of their launches. */
    List<String> tokens() {
        return cloud.books().stream()
                .map(Book::tags)
                .map(tags -> tags.getOrDefault("skipjack:token", "none of " + tags))
                .toList();
    }

    @Override
    public void close() {
        routers.forEach(PeerRouter::close);
        balancer.close();
        cloud.close();
    }
}
