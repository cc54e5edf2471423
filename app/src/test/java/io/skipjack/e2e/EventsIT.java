package io.skipjack.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.skipjack.app.webhooks.Receiver;
import io.skipjack.provider.sandbox.Interrupting;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.slf4j.Logger;

/** What happens to a fleet as its operators hear of it: from the log, from a stream that breaks, and by webhook. */
@Timeout(180)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class EventsIT {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private static Receiver receiver;
    private static SpotCloud cloud;
    private static Map<String, String> keys;
    private static TestRouter router;

    @BeforeAll
    static void start() throws IOException {
        receiver = new Receiver().next("500 Internal Server Error", Receiver.RESET);
        cloud = SpotCloud.start(settings -> settings.booting(Duration.ofSeconds(1)));
        keys = new HashMap<>(Map.of(
                "skipjack.webhooks[0].name",
                "oncall",
                "skipjack.webhooks[0].url",
                receiver.url().toString(),
                TestRouter.DATA,
                Files.createTempDirectory("events").toString()));
        router = cloud.router(keys);
    }

    @AfterAll
    static void stop() {
        router.close();
        cloud.close();
        receiver.close();
    }

    @Test
    @Order(1)
    void aDeploymentsLifeIsToldInOrderOnAStreamThatBreaksAndToAWebhookOnce() {
        String model = cloud.model();
        String name = TestRouter.name(model);
        String path = "/api/events/stream?deployment=" + name;
        EventReader first = EventReader.open(router, path, "");
        router.deploy(model, cloud.tiers("min_replicas: 1, max_replicas: 2"));
        awaitWhileAsking(model, first, "traffic.restored");
        first.close();

        cloud.ec2().interrupt(cloud.live().getFirst().id(), Interrupting.after(Duration.ofSeconds(10)));
        EventReader second = EventReader.open(router, path, first.lastId());
        awaitWhileAsking(model, second, "traffic.failover");
        awaitWhileAsking(model, second, "replica.ready");
        awaitWhileAsking(model, second, "replica.ended");
        router.undeploy(model);
        await().atMost(SpotTrial.PATIENCE)
                .until(() -> log(name).stream()
                                .filter(event -> kind(event).equals("replica.ended"))
                                .count()
                        == 2);

        List<JsonNode> log = log(name);
        assertThat(kinds(log))
                .containsSubsequence(
                        "deployment.deployed",
                        "replica.requested",
                        "replica.ready",
                        "replica.interrupted",
                        "replica.requested",
                        "replica.ready",
                        "replica.ended");
        // requests go where an engine answers, which may be heard of before the replica counts as ready, or after
        assertThat(kinds(log))
                .containsSubsequence(
                        "replica.requested", "traffic.restored", "replica.interrupted", "traffic.failover");
        assertThat(kinds(log))
                .endsWith("replica.ended")
                .contains("deployment.removed")
                .doesNotContain("replica.lost");
        assertThat(log)
                .filteredOn(event -> kind(event).equals("replica.interrupted"))
                .singleElement()
                .satisfies(event -> {
                    assertThat(event.path("subject").asText()).isEqualTo(name + "-1");
                    assertThat(event.path("facts").path("deadline").asText()).isNotEmpty();
                });
        List<JsonNode> streamed = new ArrayList<>(first.data());
        await().untilAsserted(() ->
                assertThat(first.data().size() + second.data().size()).isEqualTo(log.size()));
        streamed.addAll(second.data());
        assertThat(streamed).as("none twice, none missing").isEqualTo(log);
        second.close();
        assertToldOnce(log);
    }

    private static void assertToldOnce(List<JsonNode> log) {
        List<String> wanted = log.stream()
                .filter(event -> kind(event).matches("deployment.*|replica.interrupted|traffic.*"))
                .map(event -> event.path("seq").asText())
                .toList();
        await().atMost(Duration.ofSeconds(20)).until(() -> taken().containsAll(wanted));
        assertThat(taken()).isEqualTo(wanted);
        assertThat(router.health("/webhooks"))
                .contains("\"oncall\"", "\"state\":\"ok\"")
                .doesNotContain("canary");
        assertThat(router.operatorsGet("/actuator/prometheus"))
                .contains("skipjack_webhook_delivered_total{", "skipjack_events_total")
                .doesNotContain("canary");
        assertThat(router.operatorsGet("/api/status")).doesNotContain("canary");
    }

    /** The first two tries were answered badly. */
    private static List<String> taken() {
        return receiver.posts().stream()
                .skip(2)
                .map(post -> post.headers().get("skipjack-event-id"))
                .toList();
    }

    @Test
    @Order(2)
    void whatIsAskedForWronglyIsRefused() {
        assertThat(router.operatorsGet("/api/events?since=yesterday")).contains("\"error\":\"since takes a time");
        assertThat(router.operatorsGet("/api/events?kind=replicas.*")).contains("there is no kind of event");
        assertThat(EventReader.open(router, "/api/events/stream?since=yesterday", "")
                        .status())
                .isEqualTo(400);
        assertThat(router.operators("POST", "/api/events", "{}").statusCode()).isEqualTo(405);
        assertThat(router.operatorsGet("/api/events?limit=1&kind=leader.changed"))
                .contains("\"last\":", "leader.changed");
    }

    @Test
    @Order(3)
    void theStatusIsStreamedWhenItHasChanged() {
        try (EventReader reader = EventReader.open(router, "/api/status/stream", "")) {
            await().until(() -> !reader.data().isEmpty());
            assertThat(reader.data().getFirst().path("store").asText()).isEqualTo("up");
            String model = TestRouter.newModel();
            router.deploy(model, "serverless: {urls: ['http://127.0.0.1:9/v1']}\n");

            await().until(() ->
                    reader.data().getLast().path("deployments").toString().contains(TestRouter.name(model)));
            router.undeploy(model);
            await().until(() ->
                    !reader.data().getLast().path("deployments").toString().contains(TestRouter.name(model)));
        }
    }

    @Test
    @Order(4)
    void soManyFollowAtMostAndWhoLeavesMakesRoomAndNoTrouble() {
        try (LogLines logged = new LogLines(Logger.ROOT_LOGGER_NAME)) {
            List<EventReader> readers = new ArrayList<>();
            try {
                int status = 200;
                while (status == 200 && readers.size() < 70) {
                    String path = readers.size() % 2 == 0 ? "/api/events/stream" : "/api/status/stream";
                    readers.add(EventReader.open(router, path, ""));
                    status = readers.getLast().status();
                }
                // those of the tests before may not have been found gone yet
                assertThat(readers).hasSizeBetween(60, 65);
                assertThat(status).isEqualTo(503);
            } finally {
                readers.forEach(EventReader::close);
            }
            // the first write to somebody who is gone seems to go well
            String model = TestRouter.newModel();
            router.deploy(model, "serverless: {urls: ['http://127.0.0.1:9/v1']}\n");
            router.undeploy(model);
            await().atMost(Duration.ofSeconds(25))
                    .pollInterval(Duration.ofMillis(500))
                    .until(() -> {
                        try (EventReader reader = EventReader.open(router, "/api/events/stream", "")) {
                            return reader.status() == 200;
                        }
                    });
            assertThat(logged.at(Level.ERROR, "")).isEmpty();
            awaitToldOfTheEnd(model);
        }
    }

    /** So that the posts which the next test counts are its own. */
    private static void awaitToldOfTheEnd(String model) {
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(receiver.posts().getLast().body())
                        .contains("deployment.removed", TestRouter.name(model)));
    }

    @Test
    @Order(5)
    void aStopEndsStreamsWellAndTheNextStartGoesOn() throws Exception {
        EventReader before = EventReader.open(router, "/api/events/stream?since=1h", "");
        await().until(() -> !before.data().isEmpty());
        int told = receiver.posts().size();
        router.close();
        assertThat(before.whole().get(5, TimeUnit.SECONDS)).isTrue();

        router = cloud.router(keys);
        try (EventReader after = EventReader.open(router, "/api/events/stream", before.lastId())) {
            await().atMost(SpotTrial.PATIENCE).until(() -> after.kinds().contains("leader.changed"));
            assertThat(after.data())
                    .extracting(event -> event.path("seq").asLong())
                    .allMatch(seq -> seq > Long.parseLong(before.lastId()))
                    .doesNotHaveDuplicates();
        }
        String model = TestRouter.newModel();
        router.deploy(model, "serverless: {urls: ['http://127.0.0.1:9/v1']}\n");
        await().atMost(Duration.ofSeconds(20)).until(() -> receiver.posts().size() > told);
        assertThat(receiver.posts().get(told).body()).contains("deployment.deployed", TestRouter.name(model));
    }

    private static void awaitWhileAsking(String model, EventReader reader, String kind) {
        await().atMost(SpotTrial.PATIENCE).pollInterval(Duration.ofMillis(100)).until(() -> {
            assertThat(router.chat(model, "\"max_tokens\":1").statusCode()).isEqualTo(200);
            return reader.kinds().contains(kind);
        });
    }

    private static List<JsonNode> log(String deployment) {
        try {
            JsonNode answer = JSON.readTree(router.operatorsGet("/api/events?since=1h&deployment=" + deployment));
            return StreamSupport.stream(answer.path("events").spliterator(), false)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> kinds(List<JsonNode> log) {
        return log.stream().map(EventsIT::kind).toList();
    }

    private static String kind(JsonNode event) {
        return event.path("kind").asText();
    }
}
