package io.skipjack.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.skipjack.provider.sandbox.FakeEc2;
import io.skipjack.provider.sandbox.ec2.Book;
import io.skipjack.provider.sandbox.ec2.CloudSettings;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * One router with a pretend cloud, looked at from outside only: the cloud's own books, and what the router's status tells
 * operators.
 */
final class SpotTrial implements AutoCloseable {
    static final Duration PATIENCE = Duration.ofSeconds(40);

    private static final ObjectMapper JSON = new ObjectMapper();

    private final SpotCloud cloud;
    private final TestRouter router;

    private SpotTrial(SpotCloud cloud, TestRouter router) {
        this.cloud = cloud;
        this.router = router;
    }

    /** Instances answer a second after their launch. */
    static SpotTrial start(Map<String, String> keys) {
        return start(keys, settings -> settings.booting(Duration.ofSeconds(1)));
    }

    static SpotTrial start(Map<String, String> keys, UnaryOperator<CloudSettings> change) {
        SpotCloud cloud = SpotCloud.start(change);
        return new SpotTrial(cloud, cloud.router(keys));
    }

    /** On a clock so many times as fast. */
    static SpotTrial start(double speed, UnaryOperator<CloudSettings> change) {
        return start(SpotCloud.start(change, speed), Map.of());
    }

    /** In this cloud, which it closes in the end. */
    static SpotTrial start(SpotCloud cloud, Map<String, String> keys) {
        return new SpotTrial(cloud, cloud.router(keys));
    }

    SpotCloud cloud() {
        return cloud;
    }

    TestRouter router() {
        return router;
    }

    FakeEc2 ec2() {
        return cloud.ec2();
    }

    /** The model that serverless answers for. */
    String model() {
        return cloud.model();
    }

    /** A deployment of a model of its own without serverless. */
    String deploySpotOnly(String spot) {
        String model = TestRouter.newModel();
        router.deploy(model, cloud.spotOnly(spot));
        return model;
    }

    /** Every instance a deployment ever had, oldest first. */
    List<Book> books(String model) {
        return cloud.books().stream()
                .filter(book -> book.replica().startsWith(TestRouter.name(model) + "-"))
                .sorted(Comparator.comparing(Book::launchedAt))
                .toList();
    }

    List<Book> live(String model) {
        return books(model).stream().filter(Book::isLive).toList();
    }

    /** The only instance a deployment ever had. */
    Book only(String model) {
        assertThat(books(model)).hasSize(1);
        return books(model).getFirst();
    }

    /** Whatever {@code /api/status} says. */
    JsonNode status() {
        try {
            return JSON.readTree(router.operatorsGet("/api/status"));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What it says of the deployment's fleet. */
    JsonNode fleet(String model) {
        for (JsonNode deployment : status().path("deployments")) {
            if (deployment.path("name").asText().equals(TestRouter.name(model))) {
                return deployment.path("fleet");
            }
        }
        throw new AssertionError("no deployment of " + model + " in the status");
    }

    List<JsonNode> replicas(String model) {
        List<JsonNode> replicas = new ArrayList<>();
        fleet(model).path("replicas").forEach(replicas::add);
        return replicas;
    }

    /** Why no launch is tried any more; empty while they are. */
    String halted(String model) {
        return fleet(model).path("launches").path("halted").asText("");
    }

    /** Waits until so many replicas are ready, by the router's word. */
    void awaitReady(String model, int count) {
        await(count + " ready of " + model)
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(50))
                .until(() -> replicas(model).stream()
                                .filter(replica ->
                                        replica.path("state").asText().equals("ready"))
                                .count()
                        == count);
    }

    /** The tier that answers now; fails when none does. */
    String tier(String model) {
        var answer = router.chat(model, "\"max_tokens\":2");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return answer.headers().firstValue("x-skipjack-tier").orElse("none");
    }

    /** The most instances that ever ran at the same time. */
    static int mostAtOnce(List<Book> books) {
        return books.stream()
                .mapToInt(book -> (int) books.stream()
                        .filter(other -> !other.launchedAt().isAfter(book.launchedAt())
                                && end(other).isAfter(book.launchedAt()))
                        .count())
                .max()
                .orElse(0);
    }

    /** When it stopped to cost money; now while it has not. */
    static Instant end(Book book) {
        return book.launchedAt().plus(book.billed());
    }

    @Override
    public void close() {
        router.close();
        cloud.close();
    }
}
